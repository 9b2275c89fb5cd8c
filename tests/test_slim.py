"""The training network, where torch is installed: as a graph it answers the same, cut down almost so."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from allegedly.model import labels
from allegedly.model.words import bundled_tokenizer

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

from allegedly.training.blend import blend  # noqa: E402
from allegedly.training.export import export  # noqa: E402
from allegedly.training.graph import STEPS, build  # noqa: E402
from allegedly.training.network import HEADS, INNER, LAYERS, Asked, Network, from_state  # noqa: E402
from allegedly.training.prepare import add_sourcing, label_words  # noqa: E402
from allegedly.training.recover import recover  # noqa: E402
from allegedly.training.slim import slim  # noqa: E402

STORY = (
    "The harbour master of Brede, Ines Holt, said the crane had been checked in March.\n\n"
    "Two dockers, who asked not to be named, said nobody had looked at it for years.\n\n"
) * 6
SHIPPED = sum(labels.WORD_OUTPUTS.values())


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `prepare` leaves it, with one article, and an untrained network in it."""
    folder = tmp_path_factory.mktemp("work")
    tokenizer = bundled_tokenizer()
    article = label_words("a", STORY, tokenizer)
    add_sourcing(article, STORY, [{"start": 0, "end": STORY.index("\n"), "label": "on-record"}])
    (folder / "train.pickle").write_bytes(pickle.dumps([article]))
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    torch.manual_seed(1)
    network = Network(tokenizer.get_vocab_size())
    torch.save(network.state_dict(), folder / "network.pt")
    return folder


def _answers(network: Network) -> np.ndarray:
    network.eval()
    pieces = torch.arange(5, 65)[None]
    with torch.no_grad():
        out = network.encode(pieces, pieces % 4, torch.ones(1, 60))
    return np.asarray(out[..., :SHIPPED])


def test_nothing_is_lost_when_nothing_is_cut(work: Path) -> None:
    slim(work, work / "network.pt", work / "same.pt", inner=INNER, heads=HEADS)
    before, after = (from_state(torch.load(work / name)) for name in ("network.pt", "same.pt"))
    assert np.allclose(_answers(before), _answers(after), atol=1e-5)


def test_neurons_and_heads_that_never_vary_go_without_a_trace(work: Path) -> None:
    state = torch.load(work / "network.pt")
    for i in range(LAYERS):
        # 36 neurons that say the same whatever they see, and a head whose values do.
        state[f"layers.{i}.up.weight"][:36] = 0
        state[f"layers.{i}.up.bias"][:36] = 0.7
        state[f"layers.{i}.qkv.weight"][2 * 384 + 32 : 2 * 384 + 64] = 0
    torch.save(state, work / "idle.pt")
    slim(work, work / "idle.pt", work / "slim.pt", inner=INNER - 36, heads=HEADS - 1)
    before, after = (from_state(torch.load(work / name)) for name in ("idle.pt", "slim.pt"))
    assert after.layers[0].down.in_features == INNER - 36
    assert {layer.heads for layer in after.layers} == {HEADS - 1}
    assert np.allclose(_answers(before), _answers(after), atol=1e-4)


def test_more_than_there_is_cannot_be_kept(work: Path) -> None:
    with pytest.raises(ValueError, match="1536 neurons and 12 heads"):
        slim(work, work / "network.pt", work / "more.pt", inner=INNER, heads=HEADS + 1)


@pytest.mark.parametrize("asked", [list(range(60)), [0, 3, 4, 59]])
def test_the_graph_answers_as_the_network_does_for_the_words_asked(work: Path, asked: list[int]) -> None:
    import onnxruntime

    network = from_state(torch.load(work / "network.pt"))
    data = build(network, int8=False).SerializeToString()
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    pieces = np.arange(5, 65, dtype=np.int64)[None]
    feed = {"pieces": pieces, "shapes": pieces % 4, "asked": np.array(asked, np.int64)}
    (out,) = session.run(None, feed)
    network.eval()
    ids = torch.tensor(pieces)
    wanted = Asked(torch.tensor([asked]), torch.ones(1, len(asked)))
    with torch.no_grad():
        right = network.encode(ids, ids % 4, torch.ones(1, 60), wanted)
    assert np.allclose(out, right[..., :SHIPPED], atol=1e-4)


def test_what_was_shipped_can_be_trained_further(work: Path, tmp_path: Path) -> None:
    export(work, tmp_path)
    recover(tmp_path, tmp_path / "again.pt")
    before, after = torch.load(work / "network.pt"), torch.load(tmp_path / "again.pt")
    assert {name: value.shape for name, value in before.items()} == {
        name: value.shape for name, value in after.items()
    }
    for name in ("layers.0.qkv", "layers.4.qkv", "layers.5.qkv", "layers.5.down", "answers"):
        rows = slice(SHIPPED if name == "answers" else None)
        weight, again = before[f"{name}.weight"][rows], after[f"{name}.weight"][rows]
        half_a_step = weight.abs().max(1, keepdim=True).values / STEPS / 2
        assert bool(((weight - again).abs() <= half_a_step * 1.001).all())
        assert torch.equal(before[f"{name}.bias"][rows], after[f"{name}.bias"][rows])


def test_another_graph_cannot_be_recovered(work: Path, tmp_path: Path) -> None:
    export(work, tmp_path)
    graph = onnx.load(tmp_path / "network.onnx")
    del graph.graph.initializer[-1]
    onnx.save(graph, tmp_path / "network.onnx")
    with pytest.raises(ValueError, match="fewer constants"):
        recover(tmp_path, tmp_path / "again.pt")


def test_a_blend_lies_between(work: Path, tmp_path: Path) -> None:
    state = torch.load(work / "network.pt")
    torch.save({name: value + 2 for name, value in state.items()}, tmp_path / "other.pt")
    blend([work / "network.pt", tmp_path / "other.pt"], tmp_path / "blend.pt")
    mean = torch.load(tmp_path / "blend.pt")
    assert all(torch.allclose(mean[name], value + 1, atol=1e-5) for name, value in state.items())
    blend([work / "network.pt", tmp_path / "other.pt"], tmp_path / "shared.pt", [0.75, 0.25])
    mean = torch.load(tmp_path / "shared.pt")
    assert all(torch.allclose(mean[name], value + 0.5, atol=1e-5) for name, value in state.items())


@pytest.mark.parametrize("shares", [[0.5], [0.5, 0.6]])
def test_shares_of_a_blend_are_one_for_each_and_one_together(
    work: Path, tmp_path: Path, shares: list[float]
) -> None:
    with pytest.raises(ValueError, match="one share for each"):
        blend([work / "network.pt", work / "network.pt"], tmp_path / "blend.pt", shares)
    assert not (tmp_path / "blend.pt").exists()


def test_networks_of_two_shapes_do_not_blend(work: Path, tmp_path: Path) -> None:
    slim(work, work / "network.pt", tmp_path / "slim.pt", inner=INNER - 8, heads=HEADS)
    with pytest.raises(ValueError, match="one shape"):
        blend([work / "network.pt", tmp_path / "slim.pt"], tmp_path / "blend.pt")
