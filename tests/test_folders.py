"""Files and folders of documents: every kind is read, and what is not read is said; what `sources.csv` says of them."""

import os
import sys
import unicodedata

import pandas as pd
import pytest

import bilateral
from bilateral import SourceError
from bilateral.documents import folders, kinds
from bilateral.reports import jobs

TOLD = "Peru and Norway established diplomatic relations on 3 May 1921."


def write(place, **files):
    """Write files, named with a double underscore for a point and a triple one for a folder."""
    for name, content in files.items():
        path = place / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def pdf(*pages):
    """A PDF file, each page a list of lines: text, height on the page, size."""
    parts, kids = [], []
    for n, lines in enumerate(pages):
        drawn = "".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({line}) Tj " for line, x, y, size in lines)
        kids.append(f"{3 + 2 * n + 1} 0 R")
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {3 + 2 * n + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        parts += [page, f"<< /Length {len(drawn) + 6} >>\nstream\nBT {drawn}ET\nendstream"]
    head = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"]
    parts = [*head, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *parts]
    text, places = "%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{n} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    text += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    return f"{text}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{text.index('xref')}\n%%EOF".encode(
        "latin-1"
    )


LETTER = pdf(
    [
        ("The Harbour Review", 50, 780, 9),
        ("Peru and Norway", 50, 700, 16),
        ("Peru and Norway established diplomatic rela-", 50, 650, 12),
        ("tions on 3", 50, 636, 12),
        ("May 1921. Norway opened a consulate", 50, 622, 12),
        ("12", 251, 626, 7),
        (" in Lima in 1938. In 1940 Peru sev-", 262, 622, 12),
        ("1", 300, 30, 9),
    ],
    [("The Harbour Review", 50, 780, 9), ("ered relations with Norway.", 50, 700, 12), ("2", 300, 30, 9)],
    [("The Harbour Review", 50, 780, 9), ("They were restored on 12 June 1946.", 50, 700, 12), ("3", 300, 30, 9)],
)


def test_a_pdf_file_is_read_and_offsets_count_in_its_text(tmp_path):
    corpus = bilateral.read(write(tmp_path, letter__pdf=LETTER))
    assert list(corpus.events["date"]) == ["1921-05-03", "1938", "1940", "1946-06-12"]
    text = corpus.texts["letter"]
    for row in corpus.events.itertuples():
        assert text[row.char_start : row.char_end] == row.quote
    assert "consulate[12] in Lima" in text  # the note's number is printed smaller
    assert "Harbour Review" not in text and "\n2" not in text  # running heads and page numbers
    assert corpus.sources["title"][0] == "Peru and Norway"
    assert corpus.sources["remarks"][0].startswith("the text layer of a PDF file")


@pytest.mark.parametrize(
    ("raw", "remark"),
    [
        (b"%PDF-1.4 and no more", "not read: it is no PDF file, or a broken one"),
        (b"", "not read: it is no PDF file, or a broken one"),
        (LETTER[:400], "not read: it is no PDF file, or a broken one"),
        (pdf([]), "not read: the PDF file holds pictures of pages and no text"),
    ],
)
def test_a_pdf_file_that_cannot_be_read_is_a_row_that_says_why(tmp_path, raw, remark):
    corpus = bilateral.read(write(tmp_path, a__pdf=raw, b__txt=TOLD))
    assert corpus.sources["remarks"][0].startswith(remark)
    assert list(corpus.events["source"]) == ["b"]


def test_without_the_library_a_pdf_file_is_said_not_to_be_read(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    corpus = bilateral.read(write(tmp_path, letter__pdf=LETTER))
    assert "bilateral[pdf]" in corpus.sources["remarks"][0]


@pytest.mark.parametrize("suffix", sorted(set(kinds.READERS) - {".pdf"}))
def test_every_kind_of_text_is_read_in_subfolders_too(tmp_path, suffix):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / f"a{suffix.upper()}").write_text(TOLD, encoding="utf-8")
    corpus = bilateral.read(tmp_path)
    assert corpus.sources["file"].tolist() == [f"deep/er/a{suffix.upper()}"]
    assert corpus.events[["source", "date"]].values.tolist() == [["a", "1921-05-03"]]


def test_names_of_sources_are_short_and_never_two(tmp_path):
    write(
        tmp_path,
        a__txt=TOLD,
        b__txt=TOLD,
        b__md=TOLD,
        x___c__txt=TOLD,
        y___c__txt=TOLD,
        y___d__txt=TOLD,
        a__txt__md=TOLD,
    )
    corpus = bilateral.read(tmp_path)
    names = dict(zip(corpus.sources["file"], corpus.sources["source"], strict=True))
    assert names.pop("a.txt") != names.pop("a.txt.md")
    assert names == {"b.txt": "b.txt", "b.md": "b.md", "x/c.txt": "x/c.txt", "y/c.txt": "y/c.txt", "y/d.txt": "d"}
    assert set(corpus.events["source"]) == set(corpus.texts) == set(corpus.sources["source"])


def test_what_is_not_read_is_listed_with_the_reason(tmp_path):
    write(
        tmp_path,
        a__txt=TOLD,
        b__odt=b"PK",
        x___picture__JPG=b"\xff\xd8",
        x___notes=TOLD,
        x___corrections__csv="action\n",
    )
    write(tmp_path, __hidden__txt=TOLD, __ipynb_checkpoints___a__txt=TOLD, README__md=TOLD, sources__csv="file\n")
    os.symlink(tmp_path / "nowhere.txt", tmp_path / "link.txt")
    corpus = bilateral.read(tmp_path)
    remarks = dict(zip(corpus.sources["file"], corpus.sources["remarks"], strict=True))
    assert {file: said.split(";")[0] for file, said in remarks.items()} == {
        "a.txt": "",
        "b.odt": "not read: .odt, a kind of file that is not read",
        "link.txt": "not read: a link to nothing",
        "x/corrections.csv": "not read: .csv, a kind of file that is not read",
        "x/notes": "not read: a name without an ending",
        "x/picture.JPG": "not read: .jpg, a kind of file that is not read",
    }
    assert corpus.dyads == ["norway-peru"] and list(corpus.select("norway-peru").sources["source"]) == ["a"]


def test_the_pictures_of_a_saved_page_are_part_of_it(tmp_path):
    write(
        tmp_path, page__html=f"<p>{TOLD}</p>", page_files___ad__html="Norway left in 1999.", page_files___logo__png=b"x"
    )
    assert bilateral.read(tmp_path).sources["file"].tolist() == ["page.html"]


def test_a_link_that_leads_back_is_followed_once(tmp_path):
    os.symlink(tmp_path, write(tmp_path, x___a__txt=TOLD) / "x" / "again", target_is_directory=True)
    assert bilateral.read(tmp_path).sources["file"].tolist() == ["x/a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="^documents: .*neither a file nor a folder$"):
        bilateral.read(tmp_path / "pipe.txt")
    corpus = bilateral.read(write(tmp_path, a__txt=TOLD))
    assert corpus.sources["remarks"][1].startswith("not read: neither a file nor a folder")


def test_a_batch_takes_a_folder_along_as_it_is(tmp_path):
    write(tmp_path, from_here___a__txt=TOLD, from_here___x___b__txt=TOLD, from_here___x___c__odt=b"PK")
    write(tmp_path, from_here___x___sources__csv="file,label\nb.txt,Bee\n")
    here = tmp_path / "from_here"
    there = jobs.Documents.of(here).unpack(tmp_path / "there")
    pd.testing.assert_frame_equal(bilateral.read(here).sources, bilateral.read(there).sources)
    assert bilateral.read(there).sources["label"].tolist()[1] == "Bee"


HEADS = [
    ("a.md", '---\ntitle: "Peru and Norway"\ndate: 2015-03-04\npublisher: A Press\ntags: [x]\n---\n\n' + TOLD),
    (
        "a.txt",
        f"---\ntitle: Peru and Norway\npublished: 4 March 2015\npublisher: A Press\n---\nPeru and Norway\n\n{TOLD}",
    ),
    ("a.rst", f"Peru and Norway\n===============\n\n:Date: 2015-03-04\n:Publisher: A Press\n\n{TOLD}"),
]


@pytest.mark.parametrize(("file", "text"), HEADS)
def test_the_head_of_a_file_says_where_it_is_from(tmp_path, file, text):
    (tmp_path / file).write_text(text, encoding="utf-8")
    corpus = bilateral.read(tmp_path)
    [row] = corpus.sources.to_dict("records")
    assert (row["title"], row["published"], row["publisher"]) == ("Peru and Norway", "2015-03-04", "A Press")
    assert corpus.texts["a"].count("Peru and Norway") == 2  # its title and its sentence
    assert corpus.events["quote"].tolist() == [TOLD]


@pytest.mark.parametrize("head", ["---\n\n", "---\n[\n---\n", "---\njust words\n---\n", "***\n"])
def test_other_lines_at_the_head_are_text(tmp_path, head):
    corpus = bilateral.read(write(tmp_path, a__md=f"{head}{TOLD}"))
    assert corpus.events["quote"].tolist() == [TOLD]


MARKED = [
    ("a.md", "**Peru** and [Norway](https://example.org/a_(b) \"x\") established *diplomatic* relations on 3 May 1921. ![x](y.png)"),
    ("a.rst", ".. image:: x.png\n   :alt: y\n\n`Peru <https://example.org>`_ and **Norway** established diplomatic relations on 3 May 1921."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text"), MARKED)
def test_marks_of_links_and_emphasis_are_no_words(tmp_path, file, text):
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert bilateral.read(tmp_path).events["quote"].tolist() == [TOLD]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_any_usual_encoding(tmp_path, encoding, end):
    text = "Perú and Norway\n\nOn 3\nMay 1921 Perú and Norway established diplomatic relations.\n".replace("\n", end)
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    corpus = bilateral.read(tmp_path, dyad=("Peru", "Norway"))
    assert corpus.events["date"].tolist() == ["1921-05-03"]
    assert corpus.texts["a"].startswith("Perú and Norway\n\n")


# sources.csv


def described(tmp_path, table, **files):
    """The table of sources of a folder with that sources.csv."""
    write(tmp_path, **(files or {"a__txt": TOLD}))
    (tmp_path / "sources.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    return bilateral.read(tmp_path).sources


@pytest.mark.parametrize(
    "table",
    [
        "file,label\na.txt,A label\n",
        "file;label\na.txt;A label\n",
        "file\tlabel\r\na.txt\tA label\r\n",
        "\ufeff File , Label \n a.txt , A label \n\n",
        "file,label\na.txt,A\rlabel\n",
        "file,label\r\na.txt,A\rlabel\r\n",
        'file,label\na.txt,"A\nlabel"\n',
        "file,label\ra.txt,A label\r",
        "file,label\na.txt,A label".encode("utf-16"),
    ],
)
def test_sources_csv_is_read_as_spreadsheets_write_it(tmp_path, table):
    assert described(tmp_path, table)["label"].tolist() == ["A label"]


def test_a_comma_in_a_label_is_remarked_on_and_the_line_is_not_used(tmp_path):
    table = described(tmp_path, "file,title,label\na.txt,Notes,Ministry, Oslo\nb.txt,B,Bee\n", a__txt=TOLD, b__txt=TOLD)
    assert "sources.csv, line 2: not used: 4 cells for 3 columns" in table["remarks"][0]
    assert pd.isna(table["label"][0]) and table["label"][1] == "Bee" and table["words"][0] == 10


def test_a_dyad_that_is_none_is_remarked_on_and_the_document_is_asked(tmp_path):
    table = described(tmp_path, "file,dyad\na.txt,atlantis-lemuria\nb.txt,chile-peru\n", a__txt=TOLD, b__txt=TOLD)
    assert "sources.csv" in table["remarks"][0] and "atlantis" in table["remarks"][0]
    assert table["dyad"].tolist() == ["norway-peru", "chile-peru"]


def test_columns_that_are_not_known_are_kept(tmp_path):
    table = described(tmp_path, "file,Archive box,language\na.txt,17,Spanish\n")
    assert list(table.columns)[-2:] == ["Archive box", "given_language"]
    assert (table["Archive box"][0], table["given_language"][0], table["language"][0]) == ("17", "Spanish", "en")
    assert table["Archive box"].dtype == "string"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("other", ["NFC", "NFD"])
def test_names_with_accents_are_found_however_they_are_composed(tmp_path, form, other):
    (tmp_path / unicodedata.normalize(form, "Perú.txt")).write_text(TOLD, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(unicodedata.normalize(other, "file,label\nPerú.txt,A\n"), encoding="utf-8")
    corpus = bilateral.read(tmp_path)
    assert corpus.sources["label"].tolist() == ["A"] and corpus.sources["source"].tolist() == ["Perú"]


def test_documents_in_subfolders_are_described_from_above_and_from_beside(tmp_path):
    files = {
        "x___a__txt": TOLD,
        "y___a__txt": TOLD,
        "y___b__txt": TOLD,
        "y___sources__csv": "file,title\na.txt,Nearest\n",
    }
    table = described(tmp_path, "file,label,title\nx\\a.txt,X,Far\ny/a.txt,Y,Far\nb.txt,B,\n", **files)
    assert table[["file", "label", "title"]].fillna("").values.tolist()[:2] == [
        ["x/a.txt", "X", "Far"],
        ["y/a.txt", "Y", "Nearest"],
    ]
    assert table["label"][2] == "B"


def test_a_single_file_is_described_as_in_its_folder(tmp_path):
    write(tmp_path, a__txt=TOLD, sources__csv="file,label\na.txt,A\n")
    assert bilateral.read(tmp_path / "a.txt").sources["label"].tolist() == ["A"]


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path):
    assert len(bilateral.read(write(tmp_path, notes__log=TOLD) / "notes.log").events) == 1
    assert folders.files(str(tmp_path / "notes.log"))[0].remark == ""


@pytest.mark.parametrize(
    "head",
    ["Oslo, 14 May 2024", "Press release 12, May 14, 2024", "---\ntitle: A visit\ndate: 2024-05-14\n---"],
    ids=["dateline", "press release", "front matter after a title"],
)
def test_a_page_that_prints_its_day_says_what_today_means(head, tmp_path):
    text = f"Peru–Norway relations\n\n{head}\n\nThe Foreign Minister of Norway, Ole Berg, arrived in Lima today.\n"
    (tmp_path / "page.txt").write_text(text)
    visits = bilateral.read(tmp_path).visits
    assert list(visits["date"]) == ["2024-05-14"]


def test_addresses_are_no_words():
    text = "Peru left. See [the act](/a/b/c.md) and https://example.org/one/two-three.html?x=1 for more."
    assert bilateral.read_text(text, dyad=("Peru", "Norway")).sources["words"].tolist() == [8]
