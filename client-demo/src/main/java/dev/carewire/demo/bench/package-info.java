/**
 * Compares servers that speak Socket.IO v5 under the same load. It starts them in turn, loads them from one thread,
 * reads their CPU time and memory from the system and prints one table. Start at {@link dev.carewire.demo.bench.Bench};
 * the load is a {@link dev.carewire.demo.bench.Swarm} of clients.
 */
@NullMarked
package dev.carewire.demo.bench;

import org.jspecify.annotations.NullMarked;
