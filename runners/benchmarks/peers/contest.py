"""What the Python peers share: arguments, the weights' formula, the pictures, and the protocol.

A peer prints one JSON line when it is ready, then answers each line `TASK TIMES` of its standard input with one
more: the seconds of each of so many repetitions, and the processor seconds of all of them together.
"""
import argparse, json, os, sys, time

SEED, GAIN = 1, 1.2
_G, _H, _M = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 2 ** 64 - 1


def arguments(doc):
    p = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--size", type=int, default=160, help="height and width of the images")
    a = p.parse_args()
    # Before TensorFlow, PyTorch and NumPy are imported.
    for v in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[v] = str(a.threads)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
    return a


def uniform(tensor, shape, low, high):
    """The values of one tensor: a formula of its number in the network and of each element's number in it."""
    import numpy as np
    n = int(np.prod(shape, dtype=np.int64))
    with np.errstate(over="ignore"):
        x = np.uint64((SEED * _G + tensor * _H) & _M) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(_G)
        x ^= x >> np.uint64(30); x *= np.uint64(0xBF58476D1CE4E5B9)
        x ^= x >> np.uint64(27); x *= np.uint64(0x94D049BB133111EB)
        x ^= x >> np.uint64(31)
    u = (x >> np.uint64(40)).astype(np.float64) * 2.0 ** -24
    return (low + (high - low) * u).astype(np.float32).reshape(shape)


def value(tensor, name, shape, depthwise=False):
    """The value of one weight, by Keras's names and in Keras's layout. Features come out of ordinary size."""
    import numpy as np
    bounds = {"gamma": (.8, 1.2), "beta": (-.2, .2), "moving_mean": (-.2, .2), "moving_variance": (.6, 1.4), "bias": (-.1, .1)}
    if name in bounds:
        return uniform(tensor, shape, *bounds[name])
    fan_in = shape[0] * shape[1] if depthwise else int(np.prod(shape[:-1]))
    limit = GAIN * (3.0 / fan_in) ** .5
    return uniform(tensor, shape, -limit, limit)


def pictures(count, size):
    """Pictures as uint8, (count, size, size, 3); the same in every contestant."""
    import numpy as np
    n, y, x, c = np.ogrid[0:count, 0:size, 0:size, 0:3]
    return ((x * (3 + c) + y * (5 - c) + 37 * n) % 256).astype(np.uint8)


def targets(count):
    """One target of 0 or 1 for each picture, in turn."""
    import numpy as np
    return (np.arange(count) % 2).astype(np.float32).reshape(count, 1)


def say(**answer):
    print(json.dumps(answer), flush=True)


def serve(name, features, tasks):
    """Says who is there and what it computes for two pictures, then answers until the input ends.

    tasks: by name, a function of the number of repetitions that returns the seconds of each.
    """
    say(contestant=name, features=[float(f) for f in features.reshape(-1)], tasks=sorted(tasks))
    for line in sys.stdin:
        task, times = line.split()
        cpu = time.process_time()
        seconds = tasks[task](int(times))
        say(seconds=seconds, cpu=time.process_time() - cpu)


def timed(once):
    """A task that is one call."""
    def run(times):
        seconds = []
        for _ in range(times):
            t = time.perf_counter(); once(); seconds.append(time.perf_counter() - t)
        return seconds
    return run
