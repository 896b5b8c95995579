package dev.carewire.adapter.jdbi.copy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Number of a table's rows and the sum of their SHA-256 digests. The order of the rows does not matter: databases sort
 * texts differently. One thread.
 */
final class TableDigest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int NULL_LENGTH = -1;

    private final MessageDigest row;
    private BigInteger sum = BigInteger.ZERO;
    private long rows;

    TableDigest() {
        try {
            row = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    void add(List<@Nullable Object> values) {
        for (Object value : values) {
            byte[] bytes = value == null ? new byte[0] : ColumnType.canonical(value);
            int length = value == null ? NULL_LENGTH : bytes.length;
            row.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
            row.update(bytes);
        }
        sum = sum.add(new BigInteger(1, row.digest())).mod(MODULUS);
        rows++;
    }

    long rows() {
        return rows;
    }

    boolean matches(TableDigest other) {
        return rows == other.rows && sum.equals(other.sum);
    }
}
