package dev.carewire.demo.bench;

import java.nio.file.Path;

/**
 * What a run works with.
 *
 * @param root the repository
 * @param java the runtime that Java servers run on; beside it stands {@code jcmd}
 * @param scratch an empty folder for data and output of the servers
 * @param secret signs tokens
 * @param pinned whether servers run on the first processor alone
 * @param payloadProfile what the servers send, and in which form
 * @param seconds how long each measurement takes
 * @param warmUpSeconds how long each fresh server is loaded before the first measurement
 */
record Setup(
        Path root,
        String java,
        String node,
        Path scratch,
        String secret,
        boolean pinned,
        PayloadProfile payloadProfile,
        double seconds,
        double warmUpSeconds) {

    /** The same with long messages that are compressed. */
    Setup deflated() {
        return new Setup(root, java, node, scratch, secret, pinned, PayloadProfile.DEFLATED, seconds, warmUpSeconds);
    }
}
