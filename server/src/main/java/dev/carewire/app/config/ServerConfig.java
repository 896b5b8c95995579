package dev.carewire.app.config;

import java.nio.file.Path;

/**
 * The process and its threads.
 *
 * @param host address or name to listen on
 * @param port 0 = any free one
 * @param dataDir absolute; may not exist yet
 * @param workerThreads for whatever blocks
 * @param workerBacklog commands that may wait for one of them
 * @param eventLoops 0 = one for each processor
 */
public record ServerConfig(String host, int port, Path dataDir, int workerThreads, int workerBacklog, int eventLoops) {}
