"""Reports, plans and commands that check claims by packs of the record: each is part of what a report is made from."""

import json
import shutil

import pytest
from batches import plan

import bilateral
from bilateral import record
from bilateral.cli import main
from bilateral.reports import PlanError, for_dyads, from_plan, jobs

TEXT = "Peru–Japan relations\n\nPeru and Japan established diplomatic relations on 21 August 1873.\n"
FIELDS = ("id", "dyad", "date", "type", "source", "independent", "confidence")
RELATIONS = "id,dyad,date,type,source,independent,confidence\nP1,japan-peru,{},established,press-3,true,high\n"


@pytest.fixture
def room(tmp_path):
    """A folder with a document and a pack that has one row on it."""
    (tmp_path / "peru").mkdir()
    (tmp_path / "peru" / "a.txt").write_text(TEXT, encoding="utf-8")
    pack = tmp_path / "my_pack"
    pack.mkdir()
    (pack / "references.csv").write_text("id,kind\npress-3,press\n", encoding="utf-8")
    (pack / "relations.csv").write_text(RELATIONS.format("1873-08-21"), encoding="utf-8")
    fields = [{"name": name, "type": "boolean" if name == "independent" else "string"} for name in FIELDS]
    tables = {"relations": fields, "references": [{"name": "id"}, {"name": "kind"}]}
    resources = [{"name": name, "schema": {"fields": columns}} for name, columns in tables.items()]
    (pack / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return tmp_path


def verdicts(corpus):
    return corpus.claims[["against_record", "reference"]].astype(object).values.tolist()


def test_claims_are_held_against_the_packs_that_are_chosen(room):
    assert bilateral.read(room / "peru").claims["against_record"].tolist() == ["not covered"]
    packs = ["shipped", room / "my_pack"]
    corpus = bilateral.load("japan-peru", documents=room / "peru", record=packs)
    assert verdicts(corpus) == [["supported", "my_pack:press-3"]]
    assert verdicts(bilateral.read(room / "peru", record=str(room / "my_pack"))) == [["supported", "my_pack:press-3"]]
    assert corpus.record == ("shipped", room / "my_pack")
    assert set(record.load(*corpus.record).relations["dyad"]) == {"mexico-russia", "colombia-russia", "japan-peru"}


def test_phases_of_a_pack(room):
    from bilateral.record import phases

    table = phases.derive(record.load(room / "my_pack").relations, ("Peru", "Japan"))
    assert table[["status", "opened", "closed"]].values.tolist() == [["relations", "1873-08-21", ".."]]


@pytest.mark.parametrize("wrong", ["nowhere", ["shipped", 5]])
def test_a_pack_that_is_none_is_said_before_anything_is_read(room, wrong):
    with pytest.raises(bilateral.SourceError, match="^record: "):
        bilateral.read(room / "nothing", record=wrong)


def test_check_says_what_is_wrong_with_a_pack(room, capsys):
    (room / "my_pack" / "relations.csv").write_text(RELATIONS.format("long ago"), encoding="utf-8")
    assert main(["check", str(room / "peru"), "--record", str(room / "my_pack")]) == 2
    assert "record: my_pack/relations.csv, line 2, date: 'long ago' is no EDTF date" in capsys.readouterr().err


def planned(room, *wishes, **options):
    return from_plan(plan(room, *wishes), room / "out", **options)


def test_a_plan_names_packs_beside_it(room):
    alone, pack, both = planned(
        room,
        {"documents": "peru", "dyad": "japan-peru"},
        {"documents": "peru", "dyad": "japan-peru", "record": "my_pack"},
        {"documents": "peru", "dyad": "japan-peru", "record": ["shipped", "my_pack"], "output": "both"},
    )
    assert (alone.name, pack.name) == ("peru-japan-peru", "peru-my_pack-japan-peru")
    assert pack.parameters["record"] == [str(room / "my_pack")]
    assert both.parameters["record"] == ["shipped", str(room / "my_pack")]
    assert len({job.digest for job in (alone, pack, both)}) == 3


def test_a_digest_covers_the_packs_wherever_they_stand(room):
    wish = {"documents": "peru", "dyad": "japan-peru", "record": "my_pack"}
    [before] = planned(room, wish)
    shutil.copytree(room / "my_pack", room / "elsewhere" / "my_pack")
    [moved] = planned(room, wish | {"record": "elsewhere/my_pack"})
    assert moved.digest == before.digest
    (room / "my_pack" / "relations.csv").write_text(RELATIONS.format("1873"), encoding="utf-8")
    [after] = planned(room, wish)
    assert after.digest != before.digest


def test_a_command_gives_packs_to_reports_for_which_the_plan_names_none(room):
    wishes = [{"documents": "peru", "dyad": "japan-peru"}, {"notebook": "04_visits"}]
    one, other = planned(room, *wishes, record=[room / "my_pack"])
    assert one.parameters["record"] == [str(room / "my_pack")] and "record" not in other.parameters


def test_what_is_wrong_with_a_pack_is_said_with_the_line_of_the_plan(room):
    with pytest.raises(PlanError) as error:
        planned(room, {"documents": "peru", "dyad": "japan-peru"}, {"record": "nowhere"})
    [problem] = error.value.problems
    assert problem.startswith("plan.yaml, line 3: record: ") and "is no pack" in problem


def test_a_report_is_made_from_packs_by_value(room):
    [job] = for_dyads(room / "out", None, documents=room / "peru", record=["shipped", room / "my_pack"])
    shutil.rmtree(room / "my_pack")
    made = jobs.run(job)
    assert made.state == "made", made.error
    page, claims = (made.contents[name].decode("utf-8") for name in ("japan-peru.html", "japan-peru/claims.csv"))
    assert "my_pack:press-3" in claims and "supported" in claims
    assert "pack-0" not in page
