"""The scorer counts as the data set's own evaluation does."""

from __future__ import annotations

import pytest

from evaluation.quotations import Tally, TokenQuotation, score_article


def _quotation(content: set[int], *, form: str = "indirect", **roles: set[int]) -> TokenQuotation:
    named = {role: frozenset(roles.get(role, ())) for role in ("speaker", "cue", "addressee", "frame")}
    return TokenQuotation(frozenset(content), named, form, min(roles.get("speaker", {-1})))


def _figures(found: list[TokenQuotation], gold: list[TokenQuotation]) -> dict[str, float]:
    tally = Tally()
    score_article(found, gold, tally)
    return tally.figures()


def test_scorer_equal_quotations_score_one() -> None:
    same = [_quotation({1, 2, 3}, speaker={0}, cue={4})]
    figures = _figures(same, same)
    assert figures["content_f1"] == figures["roles_f1"] == figures["joint_f1"] == figures["form_accuracy"] == 1.0


def test_scorer_aligns_for_the_largest_sum_of_token_f1() -> None:
    gold = [_quotation({1, 2, 3, 4}), _quotation({3, 4})]
    found = [_quotation({3, 4}), _quotation({1, 2, 3, 4})]
    assert score_article(found, gold, Tally()) == [(0, 1), (1, 0)]


def test_scorer_averages_precision_over_found_and_recall_over_gold() -> None:
    gold = [_quotation({1, 2, 3, 4}), _quotation({10, 11})]
    found = [_quotation({1, 2}), _quotation({20}), _quotation({30})]
    figures = _figures(found, gold)
    assert figures["content_p"] == pytest.approx(1 / 3)
    assert figures["content_r"] == pytest.approx(0.5 / 2)


def test_scorer_counts_roles_of_unmatched_quotations_as_wrong() -> None:
    gold = [_quotation({1, 2}, speaker={0}), _quotation({10}, speaker={9})]
    found = [_quotation({1, 2}, speaker={0}), _quotation({20}, speaker={19}, cue={18})]
    figures = _figures(found, gold)
    assert figures["roles_p"] == pytest.approx(1 / 3)
    assert figures["roles_r"] == pytest.approx(1 / 2)
    assert figures["paired_roles_f1"] == 1.0


def test_scorer_article_without_quotations_counts_what_is_found_in_it() -> None:
    tally = Tally()
    score_article([_quotation({1})], [_quotation({1})], tally)
    score_article([_quotation({5})], [], tally)
    assert tally.figures()["content_p"] == 0.5


def test_scorer_direct_speaker_is_right_by_its_head_token() -> None:
    gold = [_quotation({1, 2}, form="direct", speaker={5, 6, 7})]
    assert _figures([_quotation({1, 2}, form="direct", speaker={6})], gold)["direct_speaker"] == 1.0
    assert _figures([_quotation({1, 2}, form="direct", speaker={9})], gold)["direct_speaker"] == 0.0
    assert _figures([_quotation({8}, form="direct")], gold)["direct_speaker_of_all"] == 0.0
