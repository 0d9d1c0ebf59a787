"""The hold model on SimPy: `hold.py <pending> <holds>` prints the seconds that the holds take."""
import random
import sys
import time

import simpy

pending, holds = int(sys.argv[1]), int(sys.argv[2])
random.seed(1)
increments = [round(random.expovariate(1e-8)) for _ in range(65536)]
env = simpy.Environment()
count = 0


def fire(_event):
    global count
    count += 1
    env.timeout(increments[count & 65535]).callbacks.append(fire)


for i in range(pending):
    env.timeout(increments[i & 65535]).callbacks.append(fire)
start = time.perf_counter()
while count < holds:
    env.step()
print(time.perf_counter() - start)
