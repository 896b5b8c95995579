package dev.carewire.redis.node;

/**
 * Bounds of one message of a peer. A message over one of them is rejected before it uses more memory.
 *
 * @param bytes of a message, 1 KiB to 64 MiB; default 4 MiB, room for the handshakes of about 2,000 sockets
 * @param depth of nested lists and objects, 8 to 256; default 64
 * @param values of all kinds, with those inside others, 100 to 10,000,000; default 200,000
 * @param rooms in one list of a broadcast or a request, 1 to 100,000; default 1,000
 * @param nameLength of a room, an id or a namespace in characters, 16 to 65,536; default 1,024
 */
public record NodeLimits(int bytes, int depth, int values, int rooms, int nameLength) {

    /** The default of each bound. */
    public static final NodeLimits STANDARD = new NodeLimits(4 << 20, 64, 200_000, 1_000, 1_024);

    public NodeLimits {
        requireRange("bytes", bytes, 1 << 10, 64 << 20);
        requireRange("depth", depth, 8, 256);
        requireRange("values", values, 100, 10_000_000);
        requireRange("rooms", rooms, 1, 100_000);
        requireRange("nameLength", nameLength, 16, 65_536);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + ".." + max + ")");
        }
    }
}
