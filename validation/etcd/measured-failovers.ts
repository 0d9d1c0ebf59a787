/**
 * 60 failovers of a real etcd 3.4.23, milliseconds: from the SIGKILL of the leader until a surviving member reports a
 * new leader, polled every 2 ms. 3 members of Debian's etcd on one Linux machine, loopback, fsync on, heartbeat 100 ms,
 * election timeout 1000 ms, no pre-vote, all else as it comes.
 */
const MEASURED: readonly number[] = [
  1744.7, 2709.1, 2470.4, 2184, 1078.6, 1089.6, 995.9, 937.3, 2517.2, 1150.8, 1624.2, 2260.1, 2671.2, 1300.7, 1381.5,
  1139.3, 1104.7, 1985.7, 1256.5, 1291.2, 2478.9, 1431.6, 1541.9, 1135.7, 1034.2, 1080.2, 1293.7, 1302.9, 2599.4,
  1278.5, 1240.3, 1827.4, 1432.5, 1435.8, 1298.9, 1299, 1064.6, 1553.6, 1122.1, 1410.3, 1566.9, 974.7, 1350.4, 1103.7,
  1419.6, 1411.6, 1426.9, 1172.8, 1187.4, 1432.9, 1512, 1117.2, 1227.4, 2028.4, 1233.1, 1064.3, 1058.1, 1129, 1621.5,
  1136.8,
];

export const measuredFailovers = (): readonly number[] => MEASURED;
