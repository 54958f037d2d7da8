"""The tables of the commands that compare: models, and what protocols trained."""

from classifier.evaluation.compare import Comparison
from classifier.evaluation.protocols import Protocols
from classifier.evaluation.protocols.published import Published
from classifier.evaluation.report.table import Table, cell, listed


def of_models(found: Comparison) -> list[Table]:
    """Every model's figures, and the differences from the first."""
    title = "Against the shipped model, at each one's hold threshold (95% interval, exact test)"
    return [
        listed(f"{found.rows} rows, {found.spam} spam", found.models),
        listed(title, found.differences),
    ]


def of_protocols(found: Protocols) -> list[Table]:
    """The tables of each protocol that was run."""
    brands = "Brands left out: recall where so many readers left out are stopped"
    pooled = "Pooled against single-set training, out of fold"
    return [
        *(of_published(found.published) if found.published else ()),
        listed(brands, found.brands or ()),
        listed("Training sources left out", found.sources or ()),
        listed(pooled, found.pooled or ()),
    ]


def of_published(found: Published) -> tuple[Table, Table]:
    """Published figures and our targets, and what we reach."""
    references = [
        [name, kind, *map(cell, figures.values())]
        for kind, sets in (("published", found.published), ("target", found.targets))
        for name, figures in sets.items()
    ]
    title = "Published protocols: cut calibrated inside the train part; `plain` is without"
    return (
        Table("Figures of these sets", ("set", "figures", "accuracy", "mcc"), references),
        listed(title, found.lines, without={"chosen_inside_train"}),
    )
