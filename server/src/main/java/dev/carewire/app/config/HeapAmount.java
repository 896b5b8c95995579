package dev.carewire.app.config;

import dev.carewire.setting.SettingType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory: a share of the heap, or a size.
 *
 * @param percent of the heap; 0 for a size
 * @param bytes 0 for a share
 */
record HeapAmount(int percent, int bytes) {

    private static final Pattern SHARE = Pattern.compile("(\\d{1,2})%");

    /** The bytes of this amount with a heap of so many bytes. */
    long of(long heap) {
        return bytes + heap / 100 * percent;
    }

    /** A share of the heap, such as {@code 20%}. */
    static SettingType<HeapAmount> share(int least, int most) {
        return new SettingType<>(
                "share of the heap", least + "%.." + most + "%", text -> parseShare(text, least, most));
    }

    /** A share of the heap, or a size. */
    static SettingType<HeapAmount> shareOrSize(int least, int most, String leastSize, String mostSize) {
        SettingType<Integer> size = SettingType.size(leastSize, mostSize);
        return new SettingType<>(
                "share of the heap, or size (bytes, kB, KiB, MB, MiB)",
                least + "%.." + most + "%, or " + size.range(),
                text -> parseShare(text, least, most)
                        .or(() -> size.parse(text).map(bytes -> new HeapAmount(0, bytes))));
    }

    private static Optional<HeapAmount> parseShare(String text, int least, int most) {
        Matcher share = SHARE.matcher(text);
        return share.matches()
                ? Optional.of(new HeapAmount(Integer.parseInt(share.group(1)), 0))
                        .filter(amount -> least <= amount.percent() && amount.percent() <= most)
                : Optional.empty();
    }
}
