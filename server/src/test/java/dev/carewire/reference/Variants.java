package dev.carewire.reference;

import dev.carewire.event.SampleEvents;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Generates variants of sample records; each differs in one component, anywhere in the tree. Optional components are
 * added and removed, enums show every constant, and texts become {@value Shape#ANYTHING}. The rendering of the variants
 * shows which parts are fixed.
 */
final class Variants {

    private static final List<String> ANY_JSON = List.of("[]", "{}", "true", "1", "1.5", "\"" + Shape.ANYTHING + "\"");

    /** A value of each type that has no parts. */
    private static final Map<Class<?>, Object> SIMPLE = Map.ofEntries(
            Map.entry(String.class, Shape.ANYTHING),
            Map.entry(Boolean.class, true),
            Map.entry(Integer.class, 1),
            Map.entry(Long.class, 1L),
            Map.entry(Double.class, 1.5),
            Map.entry(Instant.class, SampleEvents.AT),
            Map.entry(LocalDate.class, LocalDate.EPOCH),
            Map.entry(LocalTime.class, LocalTime.NOON),
            Map.entry(ZoneId.class, ZoneId.of("Europe/Berlin")),
            Map.entry(List.class, List.of()),
            Map.entry(Optional.class, Optional.empty()));

    private final Map<Class<?>, Record> known = new HashMap<>();

    /** @param samples their parts fill the gaps of other samples */
    Variants(List<? extends Record> samples) {
        samples.forEach(this::learn);
    }

    private void learn(Object value) {
        if (value instanceof Record record) {
            known.putIfAbsent(record.getClass(), record);
            Arrays.stream(record.getClass().getRecordComponents()).forEach(part -> learn(read(record, part)));
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::learn);
        } else if (value instanceof List<?> list) {
            list.forEach(this::learn);
        }
    }

    /** The record itself and its variants, except for those that its own rules forbid. */
    List<Record> of(Record sample) {
        return Stream.concat(Stream.of(sample), ofRecord(sample).map(Record.class::cast))
                .toList();
    }

    /** Records of a type and their variants. */
    <R extends Record> Stream<R> ofType(Class<R> type) {
        return anyOf(type).map(type::cast);
    }

    private Stream<Object> of(Object value, Type type) {
        if (value instanceof Record record) {
            return ofRecord(record);
        } else if (value instanceof Optional<?> optional) {
            Type inner = argument(type);
            return optional.isEmpty()
                    ? anyOf(inner).map(Optional::of)
                    : Stream.concat(
                            Stream.of(Optional.empty()),
                            of(optional.get(), inner).map(Optional::of));
        } else if (value instanceof List<?> list) {
            Type inner = argument(type);
            return list.isEmpty()
                    ? anyOf(inner).map(List::of)
                    : Stream.concat(Stream.of(List.of()), of(list.get(0), inner).map(List::of));
        } else if (value instanceof Set<?>) {
            return Stream.concat(Stream.of(new TreeSet<>()), anyOf(type));
        } else if (value instanceof Enum<?> constant) {
            return Arrays.stream((Object[]) constant.getDeclaringClass().getEnumConstants());
        } else if (value instanceof String text) {
            return text.startsWith("{") ? ANY_JSON.stream().map(json -> json) : Stream.of(text + Shape.ANYTHING);
        } else if (value instanceof Boolean flag) {
            return Stream.of(!flag);
        } else if (value instanceof Integer number) {
            return Stream.of(number + 1);
        } else if (value instanceof Long number) {
            return Stream.of(number + 1);
        } else if (value instanceof Double number) {
            return Stream.of(number + 0.5);
        }
        return Stream.empty();
    }

    private Stream<Object> ofRecord(Record record) {
        RecordComponent[] parts = record.getClass().getRecordComponents();
        List<Object> variants = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            int part = i;
            of(read(record, parts[i]), parts[i].getGenericType()).forEach(other -> {
                Object[] values =
                        Arrays.stream(parts).map(each -> read(record, each)).toArray();
                values[part] = other;
                make(record.getClass(), values).ifPresent(variants::add);
            });
        }
        return variants.stream();
    }

    private Stream<Object> anyOf(Type type) {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        if (raw.isEnum()) {
            return Arrays.stream((Object[]) raw.getEnumConstants());
        } else if (raw.isRecord()) {
            return Optional.ofNullable(known.get(raw)).or(() -> anyRecord(raw)).stream()
                    .flatMap(some -> Stream.concat(Stream.of(some), ofRecord(some)));
        }
        if (Set.class.isAssignableFrom(raw)) {
            return anyOf(argument(type)).map(item -> new TreeSet<>(List.of(item)));
        }
        Class<?> boxed = MethodType.methodType(raw).wrap().returnType();
        if (!SIMPLE.containsKey(boxed)) {
            throw new IllegalStateException("type: " + raw.getName() + " (expected: one that has variants)");
        }
        return Stream.of(SIMPLE.get(boxed));
    }

    private Optional<Record> anyRecord(Class<?> type) {
        return make(
                        type,
                        Arrays.stream(type.getRecordComponents())
                                .map(part ->
                                        anyOf(part.getGenericType()).findFirst().orElseThrow())
                                .toArray())
                .map(Record.class::cast);
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static Object read(Record record, RecordComponent part) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Optional<Object> make(Class<?> type, Object[] values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException forbidden) {
            return Optional.empty();
        } catch (ReflectiveOperationException unmakeable) {
            throw new IllegalStateException(unmakeable);
        }
    }
}
