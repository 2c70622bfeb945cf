import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.core.words import MAX_ASKED, asked_words, forgiving_forms, kept_words

WORD = st.text("abcdefgàéжщя", min_size=4, max_size=12)


def test_words_are_parted_by_all_that_is_no_letter() -> None:
    assert asked_words("L’Étoile-Noire (2015)") == ["l", "etoile", "noire", "2015"]
    assert asked_words("% _ \\ '") == []


def test_scripts_without_spaces_give_signs_and_pairs() -> None:
    assert set(kept_words(["红伞小组"])) == {"红", "伞", "小", "组", "红伞", "伞小", "小组"}
    assert asked_words("红伞小") == ["红伞", "伞小"]
    assert asked_words("红") == ["红"]


def test_scripts_in_one_word_are_parted() -> None:
    assert asked_words("NGO红伞") == ["ngo", "红伞"]


def test_a_search_asks_for_a_bounded_number_of_words() -> None:
    assert len(asked_words(" ".join(f"word{n}" for n in range(50)))) == MAX_ASKED


@pytest.mark.parametrize("word", ["abc", "红伞小组", "x" * 31])
def test_short_words_and_signs_are_not_forgiven(word: str) -> None:
    assert forgiving_forms(word) == []


@given(WORD, st.data())
def test_one_mistake_leaves_a_form_in_common(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("aхz"))
    wrong = {
        "replaced": word[:place] + letter + word[place + 1 :],
        "added": word[:place] + letter + word[place:],
        "swapped": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    }

    for mistake, other in wrong.items():
        assert set(forgiving_forms(word)) & set(forgiving_forms(other)), mistake
