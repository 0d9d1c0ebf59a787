"""Servers behind the power of two choices on SimPy: `pool.py <servers> <load> <requests>` prints seconds and mean sojourn."""
import random
import sys
import time

import simpy

servers, load, requests = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
SERVICE = 10
random.seed(1)
env = simpy.Environment()
stations = [simpy.Resource(env, capacity=1) for _ in range(servers)]
in_flight = [0] * servers
total = 0.0


def pick():
    if servers == 1:
        return 0
    one, other = random.sample(range(servers), 2)
    return other if in_flight[other] < in_flight[one] else one


def request(server):
    global total
    arrived = env.now
    with stations[server].request() as turn:
        yield turn
        yield env.timeout(random.expovariate(1 / SERVICE))
    in_flight[server] -= 1
    total += env.now - arrived


def source():
    for _ in range(requests):
        yield env.timeout(random.expovariate(servers * load / SERVICE))
        server = pick()
        in_flight[server] += 1
        env.process(request(server))


env.process(source())
start = time.perf_counter()
env.run()
print(time.perf_counter() - start, total / requests / SERVICE)
