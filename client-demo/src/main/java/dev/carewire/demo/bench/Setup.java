package dev.carewire.demo.bench;

import java.nio.file.Path;

/**
 * The environment and settings of a run.
 *
 * @param root the repository
 * @param java the runtime of Java servers, next to {@code jcmd}
 * @param node the runtime of socket.io
 * @param scratch an empty folder for data and output of the servers
 * @param secret signs tokens
 * @param pinned whether servers run on the first processor only
 * @param payloadProfile size and form of the servers' messages
 * @param seconds duration of each measurement
 * @param warmUpSeconds duration of the load on each new server before the first measurement
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

    /** The same with long, compressed messages. */
    Setup deflated() {
        return new Setup(root, java, node, scratch, secret, pinned, PayloadProfile.DEFLATED, seconds, warmUpSeconds);
    }
}
