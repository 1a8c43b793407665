#!/usr/bin/env python3
"""keras.applications' MobileNetV2 on TensorFlow: the batches of `predict`, and the steps of `fit`.

The time of a batch or a step is that from the end of the one before it, by Keras's own callbacks: what predict and
fit cost once for each call is not counted. `function` is the forward pass as a bare tf.function, without predict.
Needs tensorflow, keras and numpy. Started by ../compare; alone: echo "forward 10" | python keras_peer.py
"""
import contest, time

a = contest.arguments(__doc__)
import numpy as np, tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(a.threads)
tf.config.threading.set_inter_op_parallelism_threads(a.threads)
import keras

L = keras.layers


def network(head):
    base = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(a.size, a.size, 3))
    tensor = 0
    for layer in base.layers:
        values = []
        for v in layer.trainable_weights + layer.non_trainable_weights:
            values.append(contest.value(tensor, v.name, tuple(v.shape), isinstance(layer, L.DepthwiseConv2D)))
            tensor += 1
        layer.set_weights(values)
    features = L.GlobalAveragePooling2D()(base.output)
    if not head:
        return keras.Model(base.input, features)
    dense = L.Dense(1)
    model = keras.Model(base.input, dense(features))
    dense.set_weights([contest.value(tensor, "kernel", (1280, 1)), contest.value(tensor + 1, "bias", (1,))])
    return model


class Ends(keras.callbacks.Callback):
    """When each batch ended."""
    def __init__(self):
        super().__init__()
        self.ends = []
    def on_predict_batch_end(self, batch, logs=None):
        self.ends.append(time.perf_counter())
    def on_train_batch_end(self, batch, logs=None):
        self.ends.append(time.perf_counter())
    def between(self):
        return [b - a for a, b in zip(self.ends, self.ends[1:])]


images = contest.pictures(a.batch, a.size).astype(np.float32) / 127.5 - 1
labels = contest.targets(a.batch)


def batches(array, times):
    return np.concatenate([array] * (times + 1))


frozen = network(False)
kept = tf.constant(images)
function = tf.function(lambda x: frozen(x, training=False))


def forward(times):
    ends = Ends()
    frozen.predict(batches(images, times), batch_size=a.batch, verbose=0, callbacks=[ends])
    return ends.between()


def step(optimizer):
    """Made at the first call, so that a contest without it does not hold its memory."""
    made = []

    def run(times):
        if not made:
            made.append(network(True))
            made[0].compile(optimizer=optimizer(), loss=keras.losses.BinaryCrossentropy(from_logits=True))
        ends = Ends()
        made[0].fit(batches(images, times), batches(labels, times), batch_size=a.batch, shuffle=False, verbose=0, callbacks=[ends])
        return ends.between()
    return run


contest.serve(
    "Keras " + keras.__version__ + ", TensorFlow " + tf.__version__, frozen.predict(images, verbose=0)[:2],
    {"forward": forward,
     "function": contest.timed(lambda: function(kept).numpy()),
     "step-sgd": step(lambda: keras.optimizers.SGD(1e-3, momentum=.9)),
     "step-adam": step(lambda: keras.optimizers.Adam(1e-3))})
