package dev.carewire.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Random decisions and mutations, reproducible by seed. One thread. */
public final class FuzzRandom {

    private final SplittableRandom random;

    public FuzzRandom(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from 0 to {@code bound - 1}. */
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }

    /** True once in {@code times}, on average. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    public final <T> T choose(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public <T> T choose(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public long anyLong() {
        return random.nextLong();
    }

    /** Random bytes. */
    public byte[] randomBytes(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** {@code text} with up to four mutations; sometimes unchanged. */
    public String mutate(String text, List<String> vocabulary) {
        return new String(mutate(text.getBytes(StandardCharsets.UTF_8), vocabulary), StandardCharsets.UTF_8);
    }

    /** {@code bytes} with up to four mutations; sometimes unchanged. */
    public byte[] mutate(byte[] bytes, List<String> vocabulary) {
        byte[] damaged = bytes;
        for (int places = nextInt(5); places > 0; places--) {
            damaged = mutateOnce(damaged, vocabulary);
        }
        return damaged;
    }

    private byte[] mutateOnce(byte[] bytes, List<String> vocabulary) {
        int from = nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + nextInt(1 + nextInt(16)));
        return switch (nextInt(6)) {
            case 0 -> splice(bytes, from, to, new byte[0]);
            case 1 -> splice(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 2 -> splice(bytes, from, to, choose(vocabulary).getBytes(StandardCharsets.UTF_8));
            case 3 -> splice(bytes, from, to, randomBytes(to - from));
            case 4 -> oneIn(4) ? Arrays.copyOf(bytes, from) : splice(bytes, from, from, randomBytes(1));
            default -> flipped(bytes);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[nextInt(flipped.length)] ^= (byte) (1 << nextInt(8));
        }
        return flipped;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream(bytes.length + middle.length);
        spliced.write(bytes, 0, from);
        spliced.writeBytes(middle);
        spliced.write(bytes, to, bytes.length - to);
        return spliced.toByteArray();
    }
}
