"""Saved web pages: what they say is read, whatever it stands in; what stands around it is not."""

import sys

import pytest

import bilateral
from bilateral.documents import web_pages

FILLER = "The two countries are far from each other, and yet their ships have met in many harbours of the world. " * 3
PAGE = f"""<!DOCTYPE html><html><head><title>Peru–Norway relations</title></head><body>
<nav><a href="/">Home</a> <a href="/x">Norway severed relations with Peru in 1999</a></nav><article><h1>Peru–Norway relations</h1>
<p>Peru and Norway established diplomatic relations on 3 May 1921. {FILLER}</p><p>In 1940 Peru severed relations with Norway.
They were restored on 12 June 1946, after years of silence between the two governments and their people.</p></article>
<footer>Copyright 1998</footer><script>document.title = "x"</script></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def body(inside, head=""):
    """A page with a title and some prose, and something in it."""
    return f"<html><head><title>Peru and Norway</title>{head}</head><body><h1>Peru and Norway</h1>{inside}<p>{FILLER}</p></body></html>"


def text(inside, head=""):
    """The text of such a page, without its title and prose."""
    return web_pages.read(body(inside, head)).text.removeprefix("Peru and Norway").removesuffix(FILLER.strip()).strip()


def test_the_main_text_is_read_and_offsets_count_in_it(page):
    corpus = bilateral.read(page)
    assert list(corpus.events["date"]) == ["1921-05-03", "1940", "1946-06-12"]
    assert corpus.dyads == ["norway-peru"] and "<" not in corpus.texts["page"]
    for row in corpus.events.itertuples():
        assert corpus.texts["page"][row.char_start : row.char_end] == row.quote
    assert corpus.sources["remarks"][0].startswith("main text of a web page")


def test_without_the_parser_the_page_is_said_not_to_be_read(page, monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    corpus = bilateral.read(page)
    assert corpus.events.empty and "bilateral[html]" in corpus.sources["remarks"][0]


KEPT = [
    ("<ul><li><a href=x>President Toledo, 2004</a><li>King Harald, 1996</ul>", "- President Toledo, 2004\n- King Harald, 1996"),
    ("<ul><li>In 1940<ul><li>Peru left</li></ul></li></ul>", "- In 1940\n- Peru left"),
    ("<ol><li><p>One.</p><p>Two.</p></li></ol>", "- One.\n\nTwo."),
    ("<dl><dt>7 March 1974<dd>Relations began.<dt>1979<dd>A. <dd>B.</dl>", "- 7 March 1974: Relations began.\n- 1979: A. B."),
    ("<dl><dt>1979</dt><dd><ul><li>A</li></ul></dd></dl>", "1979\n\n- A"),
    ("<h2 id=Social_relations>Visits</h2><p>King Harald.</p>", "## Visits\n\nKing Harald."),
    ("<h3>Peru and Norway established relations in 1921.</h3>", "Peru and Norway established relations in 1921."),
    ("<table><tr><th>Year<th>Visitor<tr><td><p>1996</p><td>King<br>Harald</table>", "| Year | Visitor |\n| 1996 | King Harald |"),
    ("<table><tr><td rowspan=2>1985<td>A<td>B<tr><td colspan=2>C</table>", "| 1985 | A | B |\n| 1985 | C |  |"),
    ("<table><tr><td>1970s<td><ol><li>A.<li>B.</ol></table>", "1970s\n\n- A.\n- B."),
    ("<table><tr><td><table><tr><td>1<td>2</table></table>", "| 1 | 2 |"),
    ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
    ("<pre>One\n  two</pre>", "One\ntwo"),
    ("<p>12 km<sup>2</sup>, the 12<sup>th</sup>, in 1974<sup>1</sup>, a consulate<sup><a>[2]</a></sup></p>", "12 km², the 12th, in 1974[1], a consulate[2]"),
    ("<blockquote><p>He <q>left</q>.</blockquote>", "He “left”."),
    ("<div class='elementor-widget overflow-hidden'>Kept</div>", "Kept"),
    ("<form action=x><p>Kept</p><select><option>Not</select><button>Not</button></form>", "Kept"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "wanted"), KEPT)
def test_what_a_text_stands_in_is_kept(inside, wanted):
    assert text(inside) == wanted


@pytest.mark.parametrize(
    "inside",
    [
        "<nav>No</nav>",
        "<aside>No</aside>",
        "<footer>No</footer>",
        "<header>No</header>",
        "<div role=navigation>No</div>",
        "<div id=cookie-banner>No</div>",
        "<div class='sharedaddy sd-sharing'>No</div>",
        "<div id=comments><article class=comment-body>No</article></div>",
        "<span class=mw-editsection>[edit]</span>",
        "<div class=siteNav>No</div>",
        "<div style='display: none'>No</div>",
        "<div hidden>No</div>",
        "<script>No</script><style>No</style><noscript>No</noscript><template>No</template>",
    ],
)
def test_what_stands_around_a_text_is_set_aside(inside):
    assert text(inside) == ""


def test_only_the_main_element_is_read_where_the_text_stands_in_it():
    inside = f"<div>Norway left in 1999.</div><main><h1>Peru</h1><p>{FILLER}</p></main>"
    assert "1999" not in web_pages.read(f"<title>Peru</title><body>{inside}</body>").text


def test_a_text_in_something_called_like_furniture_is_read():
    """A theme may call its main column a sidebar's neighbour."""
    page = f"<body><div class='has-sidebar menu'><p>Peru left in 1940. {FILLER}</p></div></body>"
    assert "Peru left in 1940." in web_pages.read(page).text


STATED = [
    ("<meta property='article:published_time' content='2016-03-09T10:11:12Z'>", "2016-03-09"),
    ("<meta name=DC.date.issued content='12 May 2011'>", "2011-05-12"),
    ("<meta name=date content='2011/5/2'>", "2011-05-02"),
    ("<meta name=citation_date content=1998>", "1998"),
    ('<script type=\'application/ld+json\'>{"datePublished": "2019-01-31"}</script>', "2019-01-31"),
    ("<meta name=date content='soon'>", None),
    ("<meta name=date content='2011-45-99'>", None),
]


@pytest.mark.parametrize(("head", "published"), STATED)
def test_the_day_of_publication_is_what_the_page_says(head, published):
    assert web_pages.read(body("", head)).about.get("published") == published


def test_the_day_in_sources_csv_goes_before_the_page_s(tmp_path):
    (tmp_path / "a.html").write_text(body("", STATED[0][0]), encoding="utf-8")
    assert bilateral.read(tmp_path).sources["published"][0] == "2016-03-09"
    (tmp_path / "sources.csv").write_text("file,published\na.html,1999\n", encoding="utf-8")
    assert bilateral.read(tmp_path).sources["published"][0] == "1999"


TITLES = [
    ("<title>Peru and Norway - Ministry</title><h1>Peru and Norway</h1>", "Peru and Norway"),
    ("<meta property=og:site_name content=Blog><title>Peru and Norway | Blog</title><h1>Blog</h1>", "Peru and Norway"),
    ("<meta property=og:title content='Peru, Norway'><title>Home</title>", "Peru, Norway"),
    ("<h1>Peru and Norway</h1>", "Peru and Norway"),
]


@pytest.mark.parametrize(("page", "title"), TITLES)
def test_the_title_is_the_text_s_first_line(page, title):
    assert web_pages.read(f"{page}<p>{FILLER}").text.splitlines()[0] == title


ENCODINGS = [
    (b"<meta charset=windows-1251>", "cp1251", "Белев"),
    (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", "Белев"),
    (b'<?xml version="1.0" encoding="iso-8859-2"?>', "iso-8859-2", "Dvořák"),
    (b"<meta charset=iso-8859-1>", "cp1252", "“Pérez”"),
    (b"<meta charset=klingon>", "utf-8", "Dvořák"),
    (b"<meta charset=gb2312>", "gb18030", "北京"),
    (b"<meta charset=utf-16>", "utf-8", "Dvořák"),
    (b"<meta charset=utf-8>", "cp1252", "Pérez"),
    (b"<meta charset=windows-1251>", "utf-16", "Dvořák"),
    (b"", "utf-8-sig", "Dvořák"),
]


@pytest.mark.parametrize(("head", "encoding", "name"), ENCODINGS)
def test_a_page_is_read_in_the_encoding_that_it_names_unless_its_bytes_say_otherwise(tmp_path, head, encoding, name):
    (tmp_path / "a.html").write_bytes((head.decode() + f"<p>{name} came. {FILLER}").encode(encoding))
    assert bilateral.read(tmp_path).texts["a"].startswith(f"{name} came.")


@pytest.mark.parametrize(
    ("page", "remark"),
    [
        ("<p>x" * (web_pages.MOST_ELEMENTS + 1), "not read: the web page has more than"),
        (f"<a {' '.join(f'x{i}' for i in range(20_000))}>x</a>", "not read: elements of the web page have too many"),
        ("<div>" * 100_000 + "x", "not read: what stands in more than 2,000 elements"),
        ("<!--" * 100_000, "not read: no text was found"),
        ("", "not read: no text was found"),
    ],
)
def test_a_page_that_would_take_too_long_or_is_empty_is_given_up(page, remark):
    text, said, _ = web_pages.read(page)
    assert text == "" and said.startswith(remark)


def test_long_values_of_attributes_are_no_reason_to_give_up():
    assert web_pages.read(f'<p data-x="{"a " * 100_000}">Kept').text == "Kept"


def test_a_page_without_a_body_is_read():
    page = "<title>Peru</title><script>x</script><article><p>Peru left in 1940.<details><summary>Then</summary>It came back.</details>"
    assert web_pages.read(page).text == "Peru\n\nPeru left in 1940.\n\nThen\n\nIt came back."


def test_a_heading_may_stand_in_a_block_of_its_own():
    assert text("<h2><div>Visits<br>to Norway</div></h2><p>King Harald.</p>") == "## Visits to Norway\n\nKing Harald."
