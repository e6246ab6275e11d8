"""How a supplier list is read: sheet, header row, what each column means, the chain, and what it does to present data."""

from dataclasses import replace

import streamlit as st

from chainmap.app.plain import plain
from chainmap.desk.upload_job import Job, list_table, missing_columns, recipe_at
from chainmap.intake.columns import CHAIN_COLUMN
from chainmap.intake.header import Table, is_exempt
from chainmap.intake.supplier_list import Mode, Recipe
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Fact
from chainmap.present.markup import element
from chainmap.present.names import chain_options
from chainmap.present.upload_review import column_choices, filled_columns, samples
from chainmap.present.words import Language, say, word

_MOST_COLUMNS = 60  # shown; further ones are kept as further information
_IN_A_ROW = 3


def recipe_form(of: Job, dataset: Dataset, language: Language) -> Job:
    """Shows the recipe of a list; the job as the person wants it now."""
    recipe = of.recipe
    if recipe is None:
        return of
    facts: dict[str, Fact] = {
        "file": of.upload.name,
        "sheet": recipe.sheet,
        "row": recipe.header_row,
        "count": len(recipe.columns),
    }
    st.html(element("p", say("upload.is.list", language, **facts), class_="cm-sentence"))
    if of.known:
        count = len(recipe.left_out)
        code = "upload.known-layout-without" if count else "upload.known-layout"
        st.html(element("p", say(code, language, count=count), class_="cm-muted"))
    moved = _placed(of, recipe, language)
    if moved is not None:
        return replace(of, recipe=moved, left_out=(), known=False)
    columns = _columns(of, recipe, list_table(of, recipe), language)
    missing = missing_columns(of)
    if missing:
        names = tuple(column_choices(language)[one] for one in missing)
        st.html(element("p", say("upload.missing-columns", language, columns=names), class_="cm-alert", role="alert"))
    wanted = _meant(replace(recipe, columns=columns), dataset, language)
    return of if wanted == recipe else replace(of, recipe=wanted, left_out=())


def _placed(of: Job, recipe: Recipe, language: Language) -> Recipe | None:
    """The recipe at another sheet or header row, or None where both stay."""
    sheets = [one.name for one in of.upload.workbook.sheets if not is_exempt(one)]
    with st.container(key="filters_recipe", horizontal=True, vertical_alignment="bottom"):
        sheet = st.selectbox(
            say("upload.sheet", language), sheets, index=sheets.index(recipe.sheet), key="recipe_sheet", width=220
        )
        row = st.number_input(
            say("upload.header-row", language), 1, value=recipe.header_row, key=f"recipe_row_{recipe.sheet}", width=140
        )
    if sheet != recipe.sheet:
        return recipe_at(of, sheet)
    return recipe_at(of, sheet, int(row)) if int(row) != recipe.header_row else None


def _columns(of: Job, recipe: Recipe, table: Table, language: Language) -> tuple[tuple[str, int], ...]:
    choices = column_choices(language)
    given = {place: name for name, place in recipe.columns}
    places = filled_columns(table)[:_MOST_COLUMNS]
    st.html(element("h3", say("upload.columns", language)))
    heads = ((samples(table, place)[0], choices[name]) for place, name in given.items() if name in choices)
    known = tuple(column if header == column else f"{header} → {column}" for header, column in heads)
    if known:
        st.html(element("p", say("upload.known-columns", language, columns=known), class_="cm-muted"))
    every = st.toggle(say("upload.all-columns", language), key="recipe_every") if given else True
    asked = [place for place in places if every or place not in given]
    chosen = dict(given)
    for start in range(0, len(asked), _IN_A_ROW):
        for column, place in zip(st.columns(_IN_A_ROW), asked[start : start + _IN_A_ROW], strict=False):
            header, examples = samples(table, place)
            with column:
                name = st.selectbox(
                    plain(say("upload.column-of", language, header=header, samples=examples) if examples else header),
                    list(choices),
                    index=list(choices).index(given.get(place, "")),
                    format_func=choices.__getitem__,
                    key=f"recipe_{of.upload.name}_{recipe.sheet}_{recipe.header_row}_{place}_{language}",
                )
            chosen[place] = name
    named = {place: name for place, name in chosen.items() if name}
    for name in {name for name in named.values() if list(named.values()).count(name) > 1}:
        st.html(element("p", say("upload.column-twice", language, column=choices[name]), class_="cm-alert", role="alert"))
    first = {name: place for place, name in sorted(named.items(), reverse=True)}
    return tuple(sorted(first.items(), key=lambda one: one[1]))


def _meant(recipe: Recipe, dataset: Dataset, language: Language) -> Recipe:
    """The recipe with the chain and the mode that are chosen."""
    chain_id = recipe.chain_id
    with st.container(key="filters_meaning", horizontal=True, vertical_alignment="bottom"):
        if CHAIN_COLUMN.name not in dict(recipe.columns):
            names = {"": say("upload.chain-by-row", language)} | chain_options(dataset, language)
            chain_id = (
                st.selectbox(
                    say("upload.chain", language),
                    list(names),
                    index=list(names).index(recipe.chain_id or "") if (recipe.chain_id or "") in names else 0,
                    format_func=names.__getitem__,
                    key=f"recipe_chain_{language}",
                    width=260,
                )
                or None
            )
        mode = st.radio(
            say("upload.mode", language),
            list(Mode),
            index=list(Mode).index(recipe.mode),
            format_func=lambda one: word(one, language),
            horizontal=True,
            key=f"recipe_mode_{language}",
        )
    return replace(recipe, chain_id=chain_id, mode=mode or recipe.mode)
