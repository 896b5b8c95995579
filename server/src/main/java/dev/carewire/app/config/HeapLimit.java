package dev.carewire.app.config;

import dev.carewire.setting.SettingType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The largest heap of the process: a share of the memory of the machine or container, or a size.
 *
 * @param percent of that memory; 0 for a size
 * @param bytes 0 for a share
 */
record HeapLimit(int percent, long bytes) {

    /** {@code scripts/prerequisites.bash} reads the same texts. */
    static final SettingType<HeapLimit> TYPE = new SettingType<>(
            "share of the memory, or size (MiB, GiB)", "1%..90%, or 64MiB..1023GiB", HeapLimit::parse);

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})(%|MiB|GiB)");
    private static final int MAX_PERCENT = 90;
    private static final long MIN_BYTES = 64L << 20;
    private static final long MAX_BYTES = 1023L << 30;

    private static Optional<HeapLimit> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(parts.group(1));
        return Optional.of(
                        switch (parts.group(2)) {
                            case "%" -> new HeapLimit(number, 0);
                            case "MiB" -> new HeapLimit(0, (long) number << 20);
                            default -> new HeapLimit(0, (long) number << 30);
                        })
                .filter(HeapLimit::isInRange);
    }

    private boolean isInRange() {
        return percent > 0 ? percent <= MAX_PERCENT : MIN_BYTES <= bytes && bytes <= MAX_BYTES;
    }
}
