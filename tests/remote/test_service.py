"""The service: who is next, what is kept, and what happens when something goes wrong."""

import asyncio
import resource
import signal

import pytest
import torch

from nnexplore.remote import Limits, Request
from nnexplore.remote.refusal import Refusal
from nnexplore.remote.service.config import Config, Entry
from nnexplore.remote.service.door import Door, skeleton
from nnexplore.remote.service.job import FINAL
from nnexplore.remote.service.queue import FairQueue
from nnexplore.remote.service.rates import Rates
from nnexplore.remote.service.results import ANSWERED
from nnexplore.remote.service.service import Service
from nnexplore.remote.service.tokens import Token, Tokens
from nnexplore.remote.wire import CONTENT_TYPE, unpack
from nnexplore.remote.worker.spec import ModelSpec
from tests.remote.serving import ended, hidden, outcome, paced, submitted, traced


def numbers(job) -> list[int]:
    return [event.number for event in job.events.since(0)]


def states(job) -> list[str]:
    return [event.name for event in job.events.since(0) if event.name != "progress"]


def live(work, model, folder, **given):
    """Run a test's coroutine with a service that is up, and take it down."""

    async def whole():
        service, backend = paced(model, folder, **given)
        await service.start()
        try:
            return await work(service, backend)
        finally:
            backend.gate.set()
            await service.stop()

    return asyncio.run(whole())


def test_a_job_gives_what_a_bare_hook_gives(demo, tmp_path):
    async def work(service, _):
        job = await submitted(service, traced(demo))
        await ended(job)
        return job, outcome(job.result.read())

    job, made = live(work, demo, tmp_path)
    assert torch.equal(made.results[0]["hidden"], hidden(demo))
    assert states(job)[-2:] == ["running", "completed"]
    assert numbers(job) == list(range(1, len(numbers(job)) + 1))
    assert job.names == ("hidden",)


def test_twenty_jobs_of_one_do_not_delay_one_of_another(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        body = traced(demo, gradients=True)  # these go one by one
        many = [await submitted(service, body, "ada") for _ in range(20)]
        one = await submitted(service, body, "bob")
        last = await submitted(service, body, "ada")
        place = service.position(one)
        backend.gate.set()
        await ended(*many, one, last)
        return [batch[0] for batch in backend.batches].index(one.id), place, [service.position(job) for job in many]

    index, place, after = live(work, demo, tmp_path, limits=Limits(queued_per_token=32))
    assert index in (1, 2)  # the first of ada's was under way, one more of hers is her turn
    assert place in (1, 2)
    assert set(after) == {0}


def test_what_may_go_together_does(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        first = await submitted(service, traced(demo))
        while not backend.batches:
            await asyncio.sleep(0.01)
        prompts = ["Paris is in", "Rome is", "The city of", "Berlin", "Madrid is in the"]
        jobs = [await submitted(service, traced(demo, prompt), f"user{at}") for at, prompt in enumerate(prompts)]
        alone = await submitted(service, traced(demo, gradients=True))
        backend.gate.set()
        await ended(first, *jobs, alone)
        return backend.batches, [job.id for job in jobs], [outcome(job.result.read()) for job in jobs], prompts

    batches, ids, made, prompts = live(work, demo, tmp_path, batch=4)
    assert [len(batch) for batch in batches] in ([1, 4, 1, 1], [1, 4, 1, 1, 1])
    assert batches[1] == ids[:4]
    for one, prompt in zip(made, prompts, strict=True):
        torch.testing.assert_close(one.results[0]["hidden"], hidden(demo, prompt), atol=1e-5, rtol=1e-4)


def test_a_batch_has_the_memory_of_one_request(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        first = await submitted(service, traced(demo))
        while not backend.batches:
            await asyncio.sleep(0.01)
        jobs = [await submitted(service, traced(demo, scale=at)) for at in range(4)]
        for job in jobs:
            job.live_bytes = service.config.limits.live_bytes // 2
        backend.gate.set()
        await ended(first, *jobs)
        return [len(batch) for batch in backend.batches]

    assert live(work, demo, tmp_path) == [1, 2, 2]


def test_a_full_queue_says_when_to_come_again(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        body = traced(demo, gradients=True)
        first = await submitted(service, body)
        while not backend.batches:
            await asyncio.sleep(0.01)
        jobs = [await submitted(service, body) for _ in range(2)]
        with pytest.raises(Refusal) as own:
            await submitted(service, body)
        jobs += [await submitted(service, body, "bob")]
        with pytest.raises(Refusal) as full:
            await submitted(service, body, "eve")
        held = service.intake.all
        backend.gate.set()
        await ended(first, *jobs)
        return own.value, full.value, held, service.intake.all

    own, full, held, after = live(work, demo, tmp_path, limits=Limits(queued=3, queued_per_token=2))
    assert (own.code, own.status, own.detail["name"], own.detail["limit"]) == ("quota", 429, "queued_per_token", 2)
    assert (full.code, full.status, full.detail["name"], full.detail["limit"]) == ("queue_full", 429, "queued", 3)
    assert own.detail["retry_after"] >= 1
    assert full.detail["retry_after"] >= 1
    assert held > 0
    assert after == 0


def test_the_same_key_gives_the_same_job(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        body, other = traced(demo), traced(demo, layer=2)
        first, again = await asyncio.gather(submitted(service, body, key="k"), submitted(service, body, key="k"))
        foreign = await submitted(service, body, "bob", key="k")
        with pytest.raises(Refusal, match="came with another request") as caught:
            await submitted(service, other, key="k")
        await service.cancel(first)
        anew = await submitted(service, body, key="k")
        backend.gate.set()
        await ended(foreign, anew)
        assert (await submitted(service, body, key="k")) is anew
        return first, again, foreign, anew, caught.value.code

    first, again, foreign, anew, code = live(work, demo, tmp_path)
    assert again is first
    assert foreign is not first
    assert anew is not first  # a job that was cancelled is no answer
    assert (first.state, anew.state, code) == ("cancelled", "completed", "conflict")


def test_a_restarted_server_goes_on_where_the_last_one_was(demo, tmp_path):
    async def before():
        service, backend = paced(demo, tmp_path)
        await service.start()
        done = await submitted(service, traced(demo))
        await service.keep(done)
        await ended(done)
        backend.gate.clear()
        running, waiting = (
            await submitted(service, traced(demo, layer=2)),
            await submitted(service, traced(demo, layer=3)),
        )
        dropped = await submitted(service, traced(demo))
        await service.keep(running)
        await service.keep(waiting)
        while not backend.batches:
            await asyncio.sleep(0.01)
        await service.stop()
        return [job.id for job in (done, running, waiting, dropped)], dropped.error.code

    async def after(service, _):
        ada = Token("ada", "ada", "")
        while waiting.isdisjoint(service.jobs):
            await asyncio.sleep(0.01)
        jobs = [service.job(ada, id) for id in ids[:3]]
        await ended(*jobs)
        with pytest.raises(Refusal, match="there is no job"):
            service.job(ada, ids[3])
        return [outcome(job.result.read()).results[0]["hidden"] for job in jobs], [job.begun for job in jobs]

    ids, code = asyncio.run(before())
    waiting = set(ids[1:3])
    assert code == "unavailable"
    values, begun = live(after, demo, tmp_path)
    for layer, value in zip((1, 2, 3), values, strict=True):
        torch.testing.assert_close(value, hidden(demo, layer=layer), atol=1e-5, rtol=1e-4)
    assert begun == [1, 1, 1]


def test_a_job_that_twice_took_its_server_along_is_given_up(demo, tmp_path):
    async def before():
        service, _ = paced(demo, tmp_path)
        job = await submitted(service, traced(demo))  # never started: as if it had been killed
        job.begun = 2
        await service.keep(job)
        other = await submitted(service, traced(demo))
        await service.keep(other)
        service.spool.close()
        service.spool.folder.joinpath(f"{'0' * 24}.json").write_text("{")
        service.spool.folder.joinpath(f"{'1' * 24}.result").write_text("of nobody")
        return job.id, other.id

    async def after(service, _):
        while len(service.jobs) < 2:
            await asyncio.sleep(0.01)
        jobs = [service.jobs[id] for id in ids]
        await ended(*jobs)
        await asyncio.sleep(0.1)
        return jobs, sorted(path.suffix for path in tmp_path.glob("*.*"))

    ids = asyncio.run(before())
    (lost, fine), files = live(after, demo, tmp_path)
    assert (lost.state, lost.error.code) == ("failed", "worker_lost")
    assert fine.state == "completed"
    assert files == [".json", ".json", ".result"]  # no body is left, and nothing of nobody


def test_no_space_for_one_is_no_harm_to_others(demo, tmp_path):
    async def work(service, _):
        small = traced(demo)
        large = await submitted(service, traced(demo, " ".join(["a"] * 60)))
        await service.keep(large)
        await ended(large)
        fine = await submitted(service, small)
        await ended(fine)
        service.spool.put("f" * 24, bytes(service_bytes - service.spool.used - 100))
        last = await submitted(service, small)
        with pytest.raises(Refusal, match="the server's folder for jobs has 100 left"):
            await service.keep(last)
        assert last.state == "failed"
        return large, fine

    service_bytes = len(traced(demo, " ".join(["a"] * 60))) + 1200
    large, fine = live(work, demo, tmp_path, spool_bytes=service_bytes)
    assert (large.state, large.error.code, large.error.status) == ("failed", "no_space", 507)
    assert large.error.detail["limit"] == service_bytes
    assert fine.state == "completed"


def test_a_disk_that_refuses(demo, tmp_path):
    async def work(service, _):
        job = await submitted(service, traced(demo))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))  # the system's own error, as of a full disk
        try:
            with pytest.raises(Refusal, match="could not be stored: File too large") as caught:
                await service.keep(job)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, old)
        fine = await submitted(service, traced(demo))
        await service.keep(fine)
        await ended(fine)
        return caught.value.code, job.state, fine.state

    assert live(work, demo, tmp_path) == ("no_space", "failed", "completed")
    assert not list(tmp_path.glob("*.part"))


def test_the_oldest_results_go_first(demo, tmp_path):
    async def work(service, _):
        body = traced(demo)
        jobs = []
        for _ in range(4):
            jobs.append(await submitted(service, body))
            await ended(jobs[-1])
            await asyncio.sleep(0)
        return [job.state for job in jobs], jobs[0].gone(), jobs[0].result

    size = 8 * 128 * 4
    states_of, gone, result = live(work, demo, tmp_path, memory_bytes=2 * size + 2000)
    assert states_of == ["expired", "expired", "completed", "completed"]
    assert (gone.code, gone.status, result) == ("expired", 410, None)


def test_kept_results_give_room_on_disk(demo, tmp_path):
    async def work(service, _):
        jobs = []
        for _ in range(4):
            jobs.append(await submitted(service, traced(demo)))
            await service.keep(jobs[-1])
            await ended(jobs[-1])
        await asyncio.sleep(0.1)
        return [job.state for job in jobs], [(tmp_path / f"{job.id}.result").exists() for job in jobs]

    result = 8 * 128 * 4 + 400
    states_of, there = live(work, demo, tmp_path, spool_bytes=2 * result + len(traced(demo)) + 4 * 700)
    assert states_of[-1] == "completed"
    assert states_of[0] == "expired"
    assert there == [state == "completed" for state in states_of]


def test_results_are_given_up_in_time(demo, tmp_path):
    async def work(service, _):
        job = await submitted(service, traced(demo))
        await service.keep(job)
        await ended(job)
        for _ in range(100):
            if job.state == "expired":
                break
            await asyncio.sleep(0.05)
        return job, list(tmp_path.glob("*.result"))

    job, files = live(work, demo, tmp_path, limits=Limits(result_seconds=0.3))
    assert states(job)[-2:] == ["completed", "expired"]
    assert files == []


def test_answered_jobs_do_not_pile_up(demo, tmp_path):
    async def work(service, _):
        body = traced(demo)
        for at in range(ANSWERED + 10):
            job = await submitted(service, body, key=f"key {at}")
            await ended(job)
            service.results.answered(job)
        return len(service.jobs), len(service._keys), job.id in service.jobs

    assert live(work, demo, tmp_path) == (ANSWERED, ANSWERED, True)


def test_revoking_a_token_cancels_its_jobs(demo, tmp_path):
    tokens = Tokens(tmp_path / "tokens.json")
    token = tokens.check(tokens.new("ada"))
    other = tokens.check(tokens.new("bob"))

    async def work(service, backend):
        backend.gate.clear()
        body = traced(demo, gradients=True)
        jobs = [await submitted(service, body, token.id) for _ in range(3)]
        fine = await submitted(service, body, other.id)
        while not backend.batches:
            await asyncio.sleep(0.01)
        tokens.revoke("ada")
        await ended(*jobs)
        backend.gate.set()
        await ended(fine)
        return [job.state for job in jobs], fine.state, backend.cancelled == {jobs[0].id}

    made = live(work, demo, tmp_path / "spool", tokens=tokens.path)
    assert made == (["cancelled"] * 3, "completed", True)


def test_the_cache_answers_without_a_worker(demo, tmp_path):
    async def work(service, backend):
        body = traced(demo)
        jobs = []
        for owner in ("ada", "ada", "bob"):
            jobs.append(await submitted(service, body, owner))
            await ended(jobs[-1])
        return [job.result.read() for job in jobs], len(backend.batches)

    blobs, batches = live(work, demo, tmp_path, cache_bytes=1 << 20)
    assert batches == 2  # ada's second is hers again; bob's is his own
    assert blobs[0] == blobs[1]
    _, batches = live(work, demo, tmp_path / "off")
    assert batches == 3


def test_what_the_gate_refuses_never_waits(demo, tmp_path):
    async def work(service, backend):
        with pytest.raises(Refusal) as caught:
            await submitted(service, traced(demo, " ".join(["a"] * 60)))
        with pytest.raises(Refusal, match="there is no model 'demo2' here; there are demo"):
            await submitted(service, traced(demo).replace(b'\\"model\\":\\"demo\\"', b'\\"model\\":\\"demo2\\"')[:-1])
        return caught.value, backend.batches, service.jobs, service.intake.all

    refusal, batches, jobs, held = live(work, demo, tmp_path, limits=Limits(tokens=10))
    assert (refusal.code, refusal.detail["name"], refusal.detail["limit"]) == ("too_costly", "tokens", 10)
    assert (batches, jobs, held) == ([], {}, 0)


@pytest.mark.parametrize("state", ["cold", "dead"])  # what never loaded, and what did not load again
def test_a_model_that_does_not_load(demo, tmp_path, monkeypatch, state):
    monkeypatch.setattr("nnexplore.remote.service.desk.RETRY_START", 0.3)
    broken, waits = [Refusal("unavailable", "there is no such folder")], asyncio.Event()

    async def start(self):
        await asyncio.wait_for(waits.wait(), 30)
        self.state = state if broken else "ready"
        if broken:
            raise broken[0]

    monkeypatch.setattr("tests.remote.serving.Paced.start", start)

    async def work(service, _):
        early = await submitted(service, traced(demo))
        waits.set()
        await ended(early)
        with pytest.raises(Refusal, match="no such folder") as caught:
            await submitted(service, traced(demo))
        ready = service.ready
        broken.clear()
        while not service.ready:
            await asyncio.sleep(0.02)
        late = await submitted(service, traced(demo), key="k")
        await ended(late)
        return early, caught.value, ready, late

    early, refusal, ready, late = live(work, demo, tmp_path)
    assert states(early) == ["queued", "loading", "failed"]
    assert (early.error.code, refusal.code, refusal.status, ready) == ("unavailable", "unavailable", 503, False)
    assert late.state == "completed"


def test_a_server_that_loads_can_be_stopped(tmp_path):
    """With a real worker, which answers the end with a refusal."""

    async def whole():
        service = Service(Config((Entry(ModelSpec("demo")),), spool=tmp_path))
        await service.start()
        while service.desks["demo"].state != "loading":
            await asyncio.sleep(0.01)
        await asyncio.wait_for(service.stop(), 15)
        return service.desks["demo"].state

    assert asyncio.run(whole()) == "cold"


def test_a_key_of_what_may_be_tried_again_is_free(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        first = await submitted(service, traced(demo), key="k")
        first.fail(Refusal("worker_lost", "the worker died twice"))
        await service.ended(first)
        again = await submitted(service, traced(demo), key="k")
        again.fail(Refusal("not_possible", "it never will"))
        await service.ended(again)
        return first, again, await submitted(service, traced(demo), key="k")

    first, again, third = live(work, demo, tmp_path)
    assert again is not first
    assert third is again


def test_one_server_to_a_folder(demo, tmp_path):
    service, _ = paced(demo, tmp_path)
    with pytest.raises(ValueError, match=r"another server uses the folder .* name another with --spool"):
        paced(demo, tmp_path)
    service.spool.close()
    paced(demo, tmp_path)[0].spool.close()


def test_a_model_of_a_folder_is_looked_at_without_its_weights(demo, tmp_path):
    demo.module.save_pretrained(tmp_path / "model")
    demo.tokenizer.save_pretrained(tmp_path / "model")
    door = Door(ModelSpec("demo", source=str(tmp_path / "model")))
    body = traced(demo)
    admitted = door.admit(Request.of(*unpack(body)), body, CONTENT_TYPE)
    assert admitted.cost.saved_bytes == hidden(demo).numel() * 4
    assert (admitted.names, admitted.together, admitted.body) == (("hidden",), True, body)
    model = skeleton(door.spec)
    assert not model.loaded
    with pytest.raises(Refusal, match="the model 'none' cannot be opened") as caught:
        Door(ModelSpec("none", source=str(tmp_path / "none"))).open()
    assert caught.value.code == "unavailable"


class Owned:
    def __init__(self, owner):
        self.owner = owner


def test_turns_and_positions_agree():
    queue = FairQueue()
    jobs = [Owned(owner) for owner in "aaaabbcaabd"]
    for job in jobs:
        queue.put(job)
    positions = {job: queue.position(job) for job in jobs}
    assert sorted(positions.values()) == list(range(1, len(jobs) + 1))
    taken = [queue.take() for _ in jobs]
    assert [positions[job] for job in taken] == list(range(1, len(jobs) + 1))
    assert "".join(job.owner for job in taken) == "abcdababaaa"
    assert queue.take() is None
    assert len(queue) == 0


def test_who_is_passed_over_stays_next():
    queue = FairQueue()
    a, b, c = Owned("a"), Owned("b"), Owned("c")
    for job in (a, b, c):
        queue.put(job)
    assert queue.take(lambda job: job is not a) is b
    assert queue.remove(c)
    assert not queue.remove(c)
    assert queue.position(a) == 1
    assert queue.position(c) == 0
    assert queue.take() is a


def test_rates(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("nnexplore.remote.service.rates.time.monotonic", lambda: now[0])
    rates = Rates()
    for _ in range(3):
        rates.check("ada", 3)
    with pytest.raises(Refusal, match="more than 3 requests in a minute") as caught:
        rates.check("ada", 3)
    assert caught.value.code == "quota"
    assert 20 <= caught.value.detail["retry_after"] <= 21
    rates.check("bob", 3)
    rates.check("ada", 0)
    now[0] += 20.01
    rates.check("ada", 3)
    with pytest.raises(Refusal):
        rates.check("ada", 3)


def test_final_states_are_final(demo, tmp_path):
    async def work(service, _):
        job = await submitted(service, traced(demo))
        await ended(job)
        job.cancel()
        job.fail(Refusal("internal", "late"))
        await service.cancel(job)
        return job

    job = live(work, demo, tmp_path)
    assert job.state == "completed"
    assert job.state in FINAL
    assert job.error is None
