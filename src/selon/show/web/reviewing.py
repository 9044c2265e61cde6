"""What people decide: the page that lists it, and the API that takes it. Every decision is an event in the ledger's log."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from selon.errors import SettingsError
from selon.ledger import reviews
from selon.ledger.reviews import is_live, reviews_of
from selon.model import Review
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.rendering import render
from selon.show.web.site import Current, Reviewer, TheSite, TheView

router = APIRouter()
REVIEWS_ON_A_PAGE = 100

Name = Annotated[str, Field(max_length=300)]


class Decision(BaseModel):
    """What somebody decides. `targets` are an item (`PAGE:NAME`) or a fact; of `merge` two facts or more, of `split` figures of one fact.
    `new` holds the values that a correction gives; `undoes` is the number of the review that an `undo` takes back."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["accept", "correct", "reject", "merge", "split", "undo"]
    targets: Annotated[list[Name], Field(max_length=500)] = []
    new: dict[Name, Name] = {}
    reason: Annotated[str, Field(max_length=2000)] = ""
    undoes: Annotated[int, Field(ge=1, le=2**62)] | None = None


class ListedReview(msgspec.Struct, frozen=True, kw_only=True):
    """A review, and whether it was not taken back."""

    review: Review
    live: bool


class ReviewsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Reviews, newest first, a hundred at a time."""

    reviews: tuple[ListedReview, ...]
    page: int
    more: bool


@router.get("/reviews", include_in_schema=False)
def decisions(request: Request, view: TheView, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """The page for people."""
    return render(request, "reviews.html.j2", listed=_listed(view, page), page=page)


@router.get("/api/reviews", tags=["reviews"], response_class=Response, responses=answers(ReviewsPage))
def all_reviews(view: TheView, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """What people decided, newest first; the undone ones and the undos too."""
    return answer(_listed(view, page))


@router.post("/api/reviews", tags=["reviews"], response_class=Response, responses=answers(ListedReview, 403, 404))
def decide(decision: Decision, site: TheSite, view: TheView, reviewer: Reviewer, current: Current) -> Response:
    """Decide something, under the reviewer's name."""
    review = _decided(decision, view, reviewer)
    site.comparing.catch_up()
    return answer(ListedReview(review=view.mask_of(review.pages).mask_review(review), live=True))


def _decided(decision: Decision, view: View, by: str) -> Review:
    """Write the review.

    Raises:
        Missing, SettingsError: What is spoken of is not there, or cannot be decided so.
    """
    book, reason, targets = view.ledger, decision.reason, decision.targets
    if decision.action == "undo":
        if decision.undoes is None:
            raise SettingsError("undoes", decision.undoes, "the number of the review to take back")
        return reviews.undo(book, decision.undoes, reason=reason, by=by)
    if decision.action == "merge":
        return reviews.merge(book, targets, reason=reason, by=by)
    if decision.action == "split":
        return reviews.split(book, targets, reason=reason, by=by)
    if len(targets) != 1:
        raise SettingsError("targets", targets, "one item, or one fact")
    if decision.action == "correct":
        return reviews.correct(book, targets[0], decision.new, reason=reason, by=by)
    single = reviews.accept if decision.action == "accept" else reviews.reject
    return single(book, targets[0], reason=reason, by=by)


def _listed(view: View, page: int) -> ReviewsPage:
    every = reviews_of(view.ledger)
    skip = (page - 1) * REVIEWS_ON_A_PAGE
    some = every[::-1][skip : skip + REVIEWS_ON_A_PAGE]
    mask = view.mask_of({name for review in some for name in review.pages})
    listed = tuple(ListedReview(review=mask.mask_review(review), live=is_live(review, every)) for review in some)
    return ReviewsPage(reviews=listed, page=page, more=len(every) > skip + REVIEWS_ON_A_PAGE)
