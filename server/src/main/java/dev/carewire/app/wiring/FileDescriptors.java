package dev.carewire.app.wiring;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the file descriptors that the system grants with the connections that the configuration allows. */
final class FileDescriptors {

    private static final Logger log = LoggerFactory.getLogger(FileDescriptors.class);

    /** For the program's files, the database, the event loops and uploads. */
    private static final int RESERVED = 300;

    private FileDescriptors() {}

    /** Logs a warning if there are too few. */
    static void compare(int connections) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long granted = system.getMaxFileDescriptorCount();
            long needed = (long) connections + RESERVED;
            if (granted < needed) {
                log.atWarn()
                        .addKeyValue("granted", granted)
                        .addKeyValue("needed", needed)
                        .log(
                                "too few file descriptors for limits.connections-per-node (expected: a higher limit by"
                                        + " ulimit -n, LimitNOFILE= of systemd or --ulimit nofile of Docker; or a lower setting)");
            }
        }
    }
}
