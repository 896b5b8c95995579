package dev.carewire.app.config;

import java.nio.file.Path;

/**
 * The process and its workers.
 *
 * @param dataDir absolute; may not exist yet
 * @param workerThreads threads for blocking tasks
 * @param workerBacklog commands that may wait for a worker
 */
public record ServerConfig(Path dataDir, int workerThreads, int workerBacklog) {}
