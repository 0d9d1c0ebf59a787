"""Five nodes that broadcast and answer heartbeats on SimPy: `heartbeats.py <microseconds>` prints seconds, messages."""
import random
import sys
import time

import simpy

duration = int(sys.argv[1])
NODES, INTERVAL, LATENCY = 5, 50_000, 5_000
random.seed(1)
env = simpy.Environment()
received = 0


def send(source, target, kind):
    arrival = env.timeout(random.expovariate(1 / LATENCY), (source, target, kind))
    arrival.callbacks.append(deliver)


def deliver(event):
    global received
    received += 1
    source, target, kind = event.value
    if kind == "heartbeat":
        send(target, source, "answer")


def node(own):
    while True:
        yield env.timeout(INTERVAL)
        for peer in range(NODES):
            if peer != own:
                send(own, peer, "heartbeat")


for own in range(NODES):
    env.process(node(own))
start = time.perf_counter()
env.run(until=duration)
print(time.perf_counter() - start, received)
