"""Events as data sets have them: columns, codes, and no number, day or point that nobody gave."""

import csv
import json

import pytest

from sayso.exports import acled, ucdp
from sayso.exports.sides import side_of
from sayso.exports.told import range_of
from sayso.model import Actor, Figure


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def killed(low, high, qualifier="exact"):
    return Figure(measure="killed", low=low, high=high, qualifier=qualifier)


@pytest.mark.parametrize(
    ("figures", "lowest_single_highest"),
    [
        ([], (None, None, None)),
        ([killed(3, 3)], (3, 3, 3)),
        ([killed(3, 3), killed(3, 3)], (3, 3, 3)),
        ([killed(3, 3), killed(9, 9)], (3, None, 9)),
        ([killed(3, 5, "between")], (3, None, 5)),
        ([killed(20, 20, "about")], (20, None, 20)),
        ([killed(9, 9, "at_least")], (9, None, None)),
        ([killed(9, None, "more_than"), killed(3, 3)], (3, None, None)),
        ([killed(None, 10, "at_most")], (None, None, 10)),
        ([killed(0, 10, "fewer_than")], (None, None, 10)),
        ([killed(None, None, "about")], (None, None, None)),
        ([killed(0, 0)], (0, 0, 0)),
    ],
)
def test_figures_stay_as_open_as_they_are(figures, lowest_single_highest):
    assert range_of(figures) == lowest_single_highest


def test_geojson_follows_rfc_7946(written):
    path, left_out = written("geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert set(found) == {"type", "features"}
    assert found["type"] == "FeatureCollection"
    assert left_out == 0
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90


def test_geojson_has_every_event_and_no_invented_point(ledger, written):
    features = json.loads(written("geojson")[0].read_text(encoding="utf-8"))["features"]
    assert len(features) == ledger.sql.execute("SELECT count(*) FROM events").fetchone()[0]
    by_place = {f["properties"]["place"]: f["geometry"] for f in features}
    assert by_place["Khartoum"]["coordinates"] == pytest.approx([32.53, 15.55], abs=0.1)
    assert by_place[None] is None
    (shelled,) = [
        f["properties"] for f in features if f["properties"]["type"] == "strike" and f["properties"]["contested"]
    ]
    assert (shelled["speaker"], shelled["chain"], shelled["place_precision"]) == ("Ola Berg", "AP › Ola Berg", 1)
    assert (shelled["means"], shelled["target_kind"], shelled["place_score"]) == (["artillery"], "residential", 0.75)


def test_ucdp_columns_and_rows(written):
    path, left_out = written("ucdp")
    rows = rows_of(path)
    assert tuple(rows[0]) == ucdp.COLUMNS
    assert len(set(ucdp.COLUMNS)) == 49
    khartoum, kyiv = rows
    assert left_out == 3  # a visit to come, a strike that did not happen, a demand
    # Two speakers with two numbers: a range from the lowest on, open above, and no best.
    assert (khartoum["low"], khartoum["best"], khartoum["high"]) == ("9", "", "")
    assert khartoum["source_original"] == "Ola Berg; Ministry of Defence of Sudan"
    assert khartoum["source_office"] == "AP; @Morning Lantern"
    assert khartoum["source_headline"] == "'=HYPERLINK(1)"
    assert khartoum["code_status"] == "Contested"
    assert (kyiv["low"], kyiv["best"], kyiv["high"], kyiv["deaths_unknown"]) == ("3", "3", "3", "3")
    assert (kyiv["deaths_a"], kyiv["deaths_b"], kyiv["deaths_civilians"]) == ("", "", "")
    assert (kyiv["where_prec"], kyiv["date_prec"], kyiv["date_start"], kyiv["date_end"]) == (
        "1", "1", "2031-05-09", "2031-05-09",
    )  # fmt: skip
    assert (kyiv["country"], kyiv["country_id"], kyiv["year"]) == ("Ukraine", "", "2031")
    assert kyiv["type_of_violence"] == "3"
    assert kyiv["geom_wkt"] == f"POINT ({kyiv['longitude']} {kyiv['latitude']})"
    # The cell that PRIO-GRID has for 50.45 N 30.52 E.
    assert int(kyiv["priogrid_gid"]) == int((50.45 + 90) * 2) * 720 + int((30.52 + 180) * 2) + 1


def test_acled_columns_and_rows(written):
    path, left_out = written("acled")
    rows = rows_of(path)
    assert tuple(rows[0]) == acled.COLUMNS
    assert len(set(acled.COLUMNS)) == 31
    khartoum, kyiv = rows
    assert left_out == 3
    assert (khartoum["fatalities"], kyiv["fatalities"]) == ("9", "3")
    assert "Ola Berg (assert; AP › Ola Berg): “Rebels shelled Khartoum" in khartoum["notes"]
    assert "army denies this: “the claim”" in khartoum["notes"]
    assert (kyiv["event_date"], kyiv["time_precision"], kyiv["geo_precision"]) == ("2031-05-09", "1", "1")
    assert kyiv["sub_event_type"] == "Shelling/artillery/missile attack"
    assert (kyiv["event_type"], kyiv["disorder_type"]) == ("Explosions/Remote violence", "Political violence")
    assert (kyiv["actor1"], kyiv["inter1"]) == ("Russian military", "External/Other forces")
    assert (khartoum["actor1"], khartoum["inter1"]) == ("rebels", "Rebel group")
    assert (kyiv["iso"], kyiv["country"], kyiv["location"]) == ("804", "Ukraine", "Kyiv")
    assert (kyiv["civilian_targeting"], kyiv["timestamp"], kyiv["region"]) == ("Civilians targeted", "", "")


@pytest.mark.parametrize(
    ("fields", "side"),
    [
        (dict(name="Houthi forces", kind="military", sector="REB"), "group"),
        (dict(name="Houthi forces", kind="military"), "state"),
        (dict(name="nurses", kind="group", sector="MED"), "civilians"),
        (dict(name="protesters", kind="group", sector="OPP"), "protesters"),
        (dict(name="judges", kind="group", sector="JUD"), None),
    ],
)
def test_sectors_tell_sides(fields, side):
    assert side_of(Actor(id="a", **fields)) == side


PLOVER_FIELDS = {
    "id", "date", "actor", "event", "has_event", "time", "enddate", "endtime", "recipient", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
    "coded_time", "comment",
}  # fmt: skip


def test_plover_lines(written):
    path, left_out = written("plover")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert left_out == 0
    for line in lines:
        assert set(line) <= PLOVER_FIELDS
        assert {"id", "date", "actor", "event"} <= set(line)
        assert line["quad_code"] in (1, 2, 3, 4)
        assert {type(line[k]) for k in ("actor", "recipient", "event", "mode", "context", "event_text")} == {list}
    marked = {(line["event"][0], line["mode"][-1]) for line in lines if line["mode"]}
    assert {("AGREE", "future"), ("ASSAULT", "negation"), ("RETREAT", "hypothetical")} <= marked
    (kyiv,) = [line for line in lines if (line["event_loc"] or {}).get("resolved_place") == "Kyiv"]
    assert kyiv["actor"][0] | {"identifier_id": ""} == {
        "code": "RUS", "sector": "MIL", "entity_text": "Russian military", "identifier_id": "", "office": None,
    }  # fmt: skip
    assert (kyiv["event_loc"]["country_code"], kyiv["event_loc"]["resolution"]) == ("UKR", 4)
    assert kyiv["mode"] == ["heavy-weapons"]
    assert kyiv["comment"] == "Bo Lind: assert; through Reuters › Bo Lind"
    assert any(line["comment"].endswith("date is that of publication") for line in lines)


def test_days_are_not_made_exact(written):
    lines = [json.loads(line) for line in written("plover")[0].read_text(encoding="utf-8").splitlines()]
    (visit,) = [line for line in lines if line["event_text"] == ["visit"]]
    assert visit["event"] == ["AGREE"]  # a visit to come is a promise
    assert (visit["date"], visit["enddate"]) == ("2031-06-01", "2031-06-30")
