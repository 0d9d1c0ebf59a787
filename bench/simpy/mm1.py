"""M/M/1 on SimPy: `mm1.py <customers>` prints the seconds that it takes and the mean sojourn time."""
import random
import sys
import time

import simpy

customers = int(sys.argv[1])
INTERARRIVAL, SERVICE = 1000, 800
random.seed(1)
env = simpy.Environment()
server = simpy.Resource(env, capacity=1)
total = 0.0


def customer():
    global total
    arrived = env.now
    with server.request() as request:
        yield request
        yield env.timeout(random.expovariate(1 / SERVICE))
    total += env.now - arrived


def source():
    for _ in range(customers):
        yield env.timeout(random.expovariate(1 / INTERARRIVAL))
        env.process(customer())


env.process(source())
start = time.perf_counter()
env.run()
print(time.perf_counter() - start, total / customers)
