"""Models in files of the user's own."""

import re
import tomllib
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopgame.errors import FileError
from coopgame.models import file as module
from coopgame.models.fields import Fields, Literal
from coopgame.models.file import read_model
from coopgame.models.model import Model
from coopgame.models.written import written_model
from coopgame.symbols import parameters

PAYOFFS = """\
title = "Sharing knowledge"
region = ["0 < alpha <= 1", "k > 0", "s > 0"]

[players]
"firm 1" = ["share", "withhold"]
"firm 2" = ["share", "withhold"]

[parameters]
alpha = "absorptive capacity"
k = "knowledge"
s = { meaning = "synergy" }
c = { meaning = "cost of sharing", domain = "c > 0", example = 0.5 }

[payoffs]
"share, share" = ["alpha*k + s - c", "alpha*k + s - c"]
"share, withhold" = ["-c", "alpha*k"]
"withhold, share" = ["alpha*k", "-c"]
"withhold, withhold" = [0, 0]
"""

VENTURE = """\
summary = "Who pays for the laboratory?"
factor = "4.2"
source = "a source"
region = ["0 < alpha < 1", "R > 0", "c > 0"]
axes = ["alpha", "c"]
rule = { linear = { enterprise = "alpha", university = "1 - alpha" } }

[players]
enterprise = ["invest", "wait"]
university = ["invest", "wait"]

[parameters]
alpha = "share of the enterprise"
R = { meaning = "revenue", example = 1_0 }
c = "cost"

[revenue]
"invest, invest" = "R"
default = 0.5

[costs]
enterprise = { invest = "c", wait = 0 }
university = { "invest, invest" = "c", default = 0 }

[[claims]]
name = "half of it is not enough"
statement = "alpha*R >= c"
given = ["c < R/2"]
source = "ours"
"""

R, c = parameters("R c")
LATER = 'enterprise = "1/3", university = "2/3"'
LOWEST = "lowest = { enterprise = 1, university = 0 }"
LINEAR = 'rule = { linear = { enterprise = "alpha", university = "1 - alpha" } }'

folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def write(tmp_path: Path) -> "Writer":
    return Writer(tmp_path / "model.toml")


class Writer:
    """Writes a file and reads the model in it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, text: str | bytes) -> Model:
        """Read a file of this content."""
        self.path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_model(self.path)

    def replaced(self, text: str, old: str, new: str) -> Model:
        """Read a file with one thing changed."""
        assert old in text
        return self(text.replace(old, new, 1))


def test_payoffs_are_read_by_profile(write: Writer) -> None:
    model = write(PAYOFFS)
    assert (model.name, model.title) == ("model", "Sharing knowledge")
    assert model.game.players == ("firm 1", "firm 2")
    alpha, k, s, c = (p.symbol for p in model.parameters)
    assert model.game.payoffs(("share", "share")) == (alpha * k + s - c,) * 2
    assert model.game.payoffs(("withhold", "share")) == (alpha * k, -c)
    assert model.axes == (alpha, k)
    assert model.example[c] == sp.Rational(1, 2)
    assert set(model.game.region.conditions) == {sp.Lt(0, alpha), alpha <= 1, k > 0, s > 0, c > 0}


def test_a_venture_is_read_with_its_rule_and_claims(write: Writer) -> None:
    model = write(VENTURE)
    alpha, R, c = (p.symbol for p in model.parameters)
    half = sp.Rational(1, 2)
    assert model.game.payoffs(("invest", "invest")) == (alpha * R - c, (1 - alpha) * R - c)
    assert model.game.payoffs(("invest", "wait")) == (alpha * half - c, (1 - alpha) * half)
    assert (model.title, model.summary, model.factor, model.sources) == (
        "model",
        "Who pays for the laboratory?",
        "4.2",
        ("a source",),
    )
    assert model.axes == (alpha, c)
    assert model.example[R] == 10
    (claim,) = model.claims
    assert (claim.name, claim.source, claim.statement) == ("half of it is not enough", "ours", alpha * R >= c)
    assert (c < R / 2) in claim.region.conditions


@pytest.mark.parametrize(
    ("rule", "paid"),
    [
        ("contribution = { enterprise = 2, university = 1 }", 2 * R / 3),
        ("worth = { enterprise = 1, university = 3 }", R / 4),
        ('fee = { licensor = "university", licensee = "enterprise", fee = "c", royalty = "1/10" }', 9 * R / 10 - c),
        ('fee = { licensor = "university", licensee = "enterprise", fee = "c", due = "on revenue" }', R - c),
        ('"cost-plus" = { contractor = "enterprise", principal = "university", margin = "1/10" }', None),
        ('guaranteed = { player = "enterprise", minimum = 0, share = "1/4", remainder = { university = 1 } }', R / 4),
        (
            f'tiered = {{ {LOWEST}, above = [{{ threshold = "2*R + 1", shares = {{ {LATER} }} }}] }}',
            R,
        ),
        (
            f'stepped = {{ {LOWEST}, above = [{{ threshold = "R/2", shares = {{ {LATER} }} }}] }}',
            R / 3,
        ),
    ],
)
def test_a_rule_with_terms_is_read(write: Writer, rule: str, paid: sp.Expr | None) -> None:
    model = write(VENTURE.replace(LINEAR, f"rule = {{ {rule} }}"))
    assert model.venture is not None
    best = next(p for p in model.venture.profiles() if model.venture.revenue(p) == R)
    got = model.game.payoff("enterprise", best) + model.venture.cost("enterprise", best)
    assert paid is None or sp.expand(got - paid) == 0
    assert (paid is None) == got.has(sp.Min)


@pytest.mark.parametrize("rule", ["equal", "proportional to cost"])
def test_the_other_rules_are_named(write: Writer, rule: str) -> None:
    text = VENTURE.replace(LINEAR, f'rule = "{rule}"')
    text = text.replace('alpha = "share of the enterprise"\n', "").replace('"0 < alpha < 1", ', "")
    text = (
        text.replace('axes = ["alpha", "c"]', "")
        .replace("wait = 0", 'wait = "c"')
        .replace("default = 0 ", 'default = "c" ')
    )
    text = text.replace('statement = "alpha*R >= c"', 'statement = "R >= c"')
    assert str(write(text).rule)


def test_the_example_found_is_off_every_boundary(write: Writer) -> None:
    model = write(PAYOFFS)
    assert all(c.lhs.subs(model.example) != c.rhs.subs(model.example) for c in model.game.region.conditions)
    at = model.game.at(model.example)
    assert at.deviation_gain("firm 1", ("share", "share"), "withhold") != 0


def test_the_example_found_is_no_pole(write: Writer) -> None:
    model = write('[players]\nP = ["a", "b"]\n[parameters]\nx = "x"\ny = "y"\n[payoffs]\na = "x/y"\nb = 0\n')
    assert model.game.at(model.example).is_numeric


def test_axes_are_the_first_parameters_that_no_equation_holds(write: Writer) -> None:
    model = write.replaced(PAYOFFS, '"k > 0"', '"k == 2"')
    assert [str(axis) for axis in model.axes] == ["alpha", "s"]


def test_an_example_given_whole_is_kept(write: Writer) -> None:
    given = {"alpha": "1/2", "k": "2", "s": "3"}
    text = PAYOFFS
    for name, value in given.items():
        text = re.sub(rf"^{name} = .*$", f'{name} = {{ meaning = "m", example = "{value}" }}', text, flags=re.MULTILINE)
    assert {str(s): str(v) for s, v in write(text).example.items()} == given | {"c": "1/2"}


def test_a_model_may_have_no_parameters_and_an_nfg_has_none(tmp_path: Path, write: Writer) -> None:
    bare = write('[players]\nP = ["a", "b"]\n[payoffs]\na = 1\nb = 2\n')
    assert bare.parameters == ()
    assert bare.game.tables == ((1, 2),)
    nfg = tmp_path / "game.nfg"
    nfg.write_text('NFG 1 R "" { "row" "column" } { 2 2 }  1 1  1/2 0  0 2  0 0', encoding="utf-8")
    assert read_model(str(nfg)).name == "game"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title =", "titel =", "titel: is no key of a model file; expected one of title"),
        ('title = "Sharing knowledge"', "title = 3", "title: 3 is not a text"),
        ('title = "Sharing knowledge"', "title = 3.5", "title: 3.5 is not a text"),
        ('title = "Sharing knowledge"', 'title = " "', "no name or no title"),
        ("[players]", "[gamblers]", "gamblers: is no key"),
        ('"firm 2" = ["share", "withhold"]', '"firm 2" = []', "no strategies of firm 2 given"),
        ('"firm 2" = ["share", "withhold"]', '"firm 2" = ["share", "share"]', "'share' occurs twice"),
        ('"firm 2" = ["share", "withhold"]', '"firm 2" = ["share", 2]', "['share', 2] is not a list of texts"),
        ('"firm 2" = ["share", "withhold"]', '"firm 2" = ["sh,are", "withhold"]', "'sh,are' can't name a strategy"),
        ('"firm 2" = ["share", "withhold"]', '"firm 2" = ["default", "withhold"]', "'default' can't name a strategy"),
        ('["-c", "alpha*k"]', '["-c"]', "['-c'] does not fit; expected a list of 2 formulas"),
        ('["-c", "alpha*k"]', '"-c"', "a list of 2 formulas, one for firm 1, firm 2"),
        ('["-c", "alpha*k"]', '["-c", true]', "True is not a formula"),
        ('["-c", "alpha*k"]', '["-c", "beta*k"]', 'payoffs."share, withhold": unknown name'),
        ('["-c", "alpha*k"]', '["-c", "__import__(1)"]', 'payoffs."share, withhold"'),
        ('["-c", "alpha*k"]', '["-c", "k**999"]', 'payoffs."share, withhold"'),
        ('["-c", "alpha*k"]', '["-c", inf]', 'payoffs."share, withhold"'),
        ('["-c", "alpha*k"]', '["-c", 1e999999999]', 'payoffs."share, withhold"'),
        ('["-c", "alpha*k"]', f'["-c", {"9" * 4000}]', 'payoffs."share, withhold"'),
        ('"withhold, share"', '"withhold"', "withhold: is no profile; expected one strategy for each of firm 1"),
        ('"withhold, share"', '"withhold, sell"', "firm 2 has no strategy 'sell'; expected one of share, withhold"),
        ('"withhold, share" = ["alpha*k", "-c"]\n', "", 'payoffs."withhold, share": is missing'),
        ('k = "knowledge"', 'k = ""', "parameter k has no meaning"),
        ('k = "knowledge"', "k = 3", "parameters.k: 3 is not a text"),
        ('k = "knowledge"', '"2k" = "knowledge"', "'2k' can't name a parameter"),
        ('k = "knowledge"', '"k k2" = "knowledge"', "is not one name"),
        ('k = "knowledge"', 'k = "knowledge"\nw = "not used"', "parameter w of model does not occur in the game"),
        ("example = 0.5", "example = -1", "outside the region"),
        ("example = 0.5", 'example = "k"', "parameters.c.example"),
        ("example = 0.5", "value = 0.5", "parameters.c.value: is unknown here; expected one of meaning"),
        ('domain = "c > 0"', 'domain = "c"', "parameters.c.domain"),
        ('domain = "c > 0"', "domain = 0", "parameters.c.domain: 0 is not a list of texts"),
        ('"k > 0"', '"k > 0 ="', "region: "),
        ('"k > 0"', '"k > 0", "k < 0"', "no point found at which"),
        ("region =", "axes = [\"kk\"]\nregion =", "axes: 'kk' is no parameter; expected one of alpha, k, s, c"),
        ("region =", 'axes = ["k", "s", "c"]\nregion =', "can't be the axes"),
        ("region =", 'rule = "equal"\nregion =', "rule: stands beside payoffs"),
        ("region =", "claims = 3\nregion =", "claims: 3 is not a list of tables"),
        ("region =", "region = 0 =", "is no TOML"),
        ("[payoffs]", "[payoff]", "payoff: is no key"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_file_and_key(write: Writer, old: str, new: str, said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)) as caught:
        write.replaced(PAYOFFS, old, new)
    assert str(write.path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[revenue]", "[payment]", "payment: is no key"),
        ("default = 0.5", "", 'revenue."invest, wait": is missing; expected an entry for every profile, or default'),
        (", wait = 0 }", " }", "costs.enterprise.wait: is missing"),
        ("university = { ", "college = { ", "costs.college: is unknown here; expected one of enterprise, university"),
        ('"1 - alpha"', '"1"', "the shares"),
        ('"1 - alpha" }', '"1 - alpha", rival = 0 }', "rival"),
        ("rule = { linear", "rule = { shapley", "rule.shapley: is unknown here; expected one of linear"),
        (LINEAR, "rule = {}", "rule: 0 rules are given; expected one of linear, contribution"),
        (LINEAR, 'rule = { fee = { licensor = "enterprise" } }', "rule.fee.licensee: is missing"),
        (LINEAR, 'rule = { fee = { licensor = "a", licensee = "b", due = "soon" } }', "a fee is not due 'soon'"),
        (LINEAR, 'rule = { fee = { licensor = "a", licensee = "a" } }', "rule.fee: 'a' is both"),
        (LINEAR, 'rule = { "cost-plus" = { payer = "a" } }', "rule.cost-plus.payer: is unknown here"),
        (LINEAR, 'rule = { tiered = { lowest = { enterprise = 1 } } }', "rule.tiered: there is no threshold"),
        (LINEAR, 'rule = "mine"', "rule: 'mine' is no rule"),
        (LINEAR, "", "rule: is missing"),
        ('statement = "alpha*R >= c"', "", "claims[1].statement: is missing"),
        ('statement = "alpha*R >= c"', 'statement = "alpha*R"', "claims[1].statement"),
        ('given = ["c < R/2"]', 'given = ["d < R/2"]', "claims[1].given"),
        ('name = "half of it is not enough"', 'nom = "x"', "claims[1].nom: is unknown here"),
    ],
)  # fmt: skip
def test_each_mistake_in_a_venture_is_named(write: Writer, old: str, new: str, said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)):
        write.replaced(VENTURE, old, new)


def test_a_file_that_says_nothing_of_payoffs_is_refused(write: Writer) -> None:
    with pytest.raises(FileError, match="says nothing of payoffs"):
        write('[players]\nP = ["a"]\n')
    with pytest.raises(FileError, match="players: is missing"):
        write("")
    with pytest.raises(FileError, match="players: 'us' is not a table"):
        write('players = "us"')


@pytest.mark.parametrize("what", ["players", "profiles", "conditions", "parameters", "claims"])
def test_what_is_too_much_is_refused(write: Writer, what: str) -> None:
    made = {
        "players": "[players]\n" + "".join(f'p{k} = ["a"]\n' for k in range(11)),
        "profiles": "[players]\n" + "".join(f'p{k} = ["a", "b", "c", "d"]\n' for k in range(6)),
        "conditions": f"region = {['1 > 0'] * 201}\n",
        "parameters": "[parameters]\n" + "".join(f'x{k} = "x"\n' for k in range(61)),
        "claims": '[players]\nP = ["a"]\n[payoffs]\na = 1\n' + '[[claims]]\nstatement = "1 > 0"\n' * 201,
    }
    with pytest.raises(FileError, match=rf"there are \d+ {what}; expected at most"):
        write(made[what])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title = \xff", "is not UTF-8 at byte 8"),
        (b"a = " + b"[" * 5000, "is nested too deep"),
        (b"a = " + b"9" * 5000, "is no TOML"),
        (PAYOFFS.encode()[:-3], "is no TOML"),
        (b"\x00", "is no TOML"),
    ],
)
def test_what_is_no_toml_is_refused(write: Writer, content: bytes, said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)):
        write(content)


def test_a_toml_error_names_the_line(write: Writer) -> None:
    with pytest.raises(FileError, match=r"is no TOML: .*line 2"):
        write("title = 'x'\ntitle 3\n")


def test_files_that_are_none_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match="can't be read: No such file"):
        read_model(tmp_path / "missing.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(FileError, match="can't be read: Is a directory"):
        read_model(tmp_path / "folder.toml")
    with pytest.raises(FileError, match=r"is no model file; expected a name that ends in \.toml or \.nfg"):
        read_model(tmp_path / "model.yaml")
    with pytest.raises(FileError, match="can't be read"):
        read_model("null\0byte.toml")
    monkeypatch.setattr(module, "LARGEST", 10)
    (tmp_path / "large.toml").write_text(PAYOFFS, encoding="utf-8")
    with pytest.raises(FileError, match="bytes; expected at most 10"):
        read_model(tmp_path / "large.toml")


def mutations(text: str) -> st.SearchStrategy[bytes]:
    """A file cut short, with a piece left out, doubled, or written over."""
    data = text.encode()
    spots = st.tuples(st.integers(0, len(data)), st.integers(0, 40))
    pieces = st.one_of(
        st.binary(max_size=4), st.sampled_from([b'"', b"[", b"]", b"=", b",", b"\n", b"0", b"-", b"/", b"**9", b"k"])
    )
    return st.one_of(
        st.integers(0, len(data)).map(lambda k: data[:k]),
        spots.map(lambda s: data[: s[0]] + data[s[0] + s[1] :]),
        spots.map(lambda s: data[: s[0]] + data[s[0] : s[0] + s[1]] + data[s[0] :]),
        st.tuples(spots, pieces).map(lambda m: data[: m[0][0]] + m[1] + data[m[0][0] + m[0][1] % 3 :]),
    )


@given(st.one_of(mutations(PAYOFFS), mutations(VENTURE)))
@folder
def test_a_file_gone_wrong_is_a_model_or_one_clear_error(write: Writer, content: bytes) -> None:
    try:
        model = write(content)
    except FileError:
        return
    assert model.game.region.contains(model.example)


VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-3, 3),
        st.sampled_from(["alpha", "share, share", "", "k > 0", "k/0", "1e9", "nan", "(", "share", "equal"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "share", "k"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.data())
@settings(max_examples=20)
def test_any_value_anywhere_is_a_model_or_one_clear_error(data: st.DataObject) -> None:
    tables = tomllib.loads(data.draw(st.sampled_from([PAYOFFS, VENTURE])), parse_float=Literal)
    place, key = tables, data.draw(st.sampled_from(sorted(tables)))
    while isinstance(place[key], dict) and data.draw(st.booleans()):
        place, key = place[key], data.draw(st.sampled_from(sorted(place[key])))
    place[key] = data.draw(VALUES)
    try:
        model = written_model(Fields(tables, "file"), "name")
    except FileError:
        return
    assert isinstance(model, Model)
