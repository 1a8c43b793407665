#!/usr/bin/env python3
"""torchvision's MobileNetV2 in eager PyTorch, channels_last: forward, and full training steps.

The network is written out, module by module as torchvision has it, so that torchvision need not be there.
Needs torch and numpy. Started by ../compare; alone: echo "forward 10" | python torch_peer.py
"""
import contest

a = contest.arguments(__doc__)
import numpy as np, torch
from torch import nn

torch.set_num_threads(a.threads)
LAST = torch.channels_last


def unit(i, o, size=1, stride=1, groups=1, relu=True):
    layers = [nn.Conv2d(i, o, size, stride, size // 2, groups=groups, bias=False), nn.BatchNorm2d(o, eps=1e-3)]
    return nn.Sequential(*layers, nn.ReLU6(inplace=True)) if relu else nn.Sequential(*layers)


class InvertedResidual(nn.Module):
    def __init__(self, i, o, stride, expand):
        super().__init__()
        wide = i * expand
        self.conv = nn.Sequential(*([unit(i, wide)] if expand > 1 else []), unit(wide, wide, 3, stride, wide), unit(wide, o, relu=False))
        self.add = stride == 1 and i == o

    def forward(self, x):
        return x + self.conv(x) if self.add else self.conv(x)


def mobilenet_v2():
    layers, channels = [unit(3, 32, 3, 2)], 32
    for expand, o, count, stride in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)):
        for n in range(count):
            layers.append(InvertedResidual(channels, o, stride if n == 0 else 1, expand))
            channels = o
    return nn.Sequential(*layers, unit(320, 1280))


def network():
    """Weights by the formula; torchvision names and lays them out otherwise, but in the same order of layers."""
    net = mobilenet_v2()
    tensor = 0
    for layer in net.modules():
        if isinstance(layer, nn.Conv2d):
            o, i, h, w = layer.weight.shape
            depthwise = layer.groups > 1
            kernel = contest.value(tensor, "kernel", (h, w, o, 1) if depthwise else (h, w, i, o), depthwise)
            layer.weight.data = torch.from_numpy(np.ascontiguousarray(kernel.transpose((2, 3, 0, 1) if depthwise else (3, 2, 0, 1))))
            tensor += 1
        elif isinstance(layer, nn.BatchNorm2d):
            for name, place in (("gamma", layer.weight), ("beta", layer.bias), ("moving_mean", layer.running_mean), ("moving_variance", layer.running_var)):
                place.data.copy_(torch.from_numpy(contest.value(tensor, name, tuple(place.shape))))
                tensor += 1
    head = nn.Linear(1280, 1)
    head.weight.data = torch.from_numpy(contest.value(tensor, "kernel", (1280, 1)).T.copy())
    head.bias.data = torch.from_numpy(contest.value(tensor + 1, "bias", (1,)))
    return net.to(memory_format=LAST), head


bytes_ = torch.from_numpy(contest.pictures(a.batch, a.size)).permute(0, 3, 1, 2)
images = (bytes_.float() / 127.5 - 1).contiguous(memory_format=LAST)
labels = torch.from_numpy(contest.targets(a.batch))
frozen = network()[0].eval()


def forward():
    with torch.inference_mode():
        return frozen(images).mean((2, 3))


def step(optimizer):
    """Made at the first call, so that a contest without it does not hold its memory."""
    made = []

    def once():
        if not made:
            net, head = network()
            whole = nn.Sequential(net, nn.AdaptiveAvgPool2d(1), nn.Flatten(), head).train()
            made.extend((whole, optimizer(whole.parameters())))
        whole, update = made
        update.zero_grad(set_to_none=True)
        nn.functional.binary_cross_entropy_with_logits(whole(images), labels).backward()
        update.step()
    return once


contest.serve(
    "PyTorch " + torch.__version__ + ", eager, channels_last", forward()[:2].numpy(),
    {"forward": contest.timed(forward),
     "step-sgd": contest.timed(step(lambda p: torch.optim.SGD(p, 1e-3, momentum=.9))),
     "step-adam": contest.timed(step(lambda p: torch.optim.Adam(p, 1e-3)))})
