package dev.carewire.redis.node;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A value of JavaScript within a message. It may hold data of patients, so its text form shows no content. Immutable.
 */
public sealed interface NodeValue {

    /** Calls the visitor's method for this kind of value. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of value. */
    interface Visitor<R> {

        R nothing(Nothing value);

        R truth(Truth value);

        R number(Num value);

        R text(Text value);

        R bytes(Bytes value);

        R moment(Moment value);

        R items(Items value);

        R fields(Fields value);
    }

    /** JavaScript's {@code null}, and {@code undefined} within a list. */
    record Nothing() implements NodeValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nothing(this);
        }
    }

    /** JavaScript's {@code true} or {@code false}. */
    record Truth(boolean value) implements NodeValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.truth(this);
        }

        @Override
        public String toString() {
            return "Truth";
        }
    }

    /** A number, with the precision that JavaScript has. Negative zero becomes zero, as in every message. */
    record Num(double value) implements NodeValue {

        public Num {
            // Adding zero turns -0.0 into 0.0 and changes no other number.
            value += 0.0;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }

        @Override
        public String toString() {
            return "Num";
        }
    }

    /** A text. */
    record Text(String value) implements NodeValue {

        public Text {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }

        @Override
        public String toString() {
            return "Text[" + value.length() + "]";
        }
    }

    /** A {@code Buffer}, {@code ArrayBuffer} or typed array. */
    final class Bytes implements NodeValue {

        private final byte[] content;

        /** A copy of these bytes. */
        public Bytes(byte[] content) {
            this.content = content.clone();
        }

        /** A copy of the bytes. */
        public byte[] toArray() {
            return content.clone();
        }

        /** The number of bytes. */
        public int length() {
            return content.length;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.bytes(this);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return "Bytes[" + content.length + "]";
        }
    }

    /** A {@code Date}, which only MessagePack holds. JSON holds its ISO text. */
    record Moment(Instant value) implements NodeValue {

        public Moment {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.moment(this);
        }

        @Override
        public String toString() {
            return "Moment";
        }
    }

    /** An array. */
    record Items(List<NodeValue> items) implements NodeValue {

        public Items {
            items = List.copyOf(items);
        }

        /** An array of these values. */
        public static Items of(NodeValue... items) {
            return new Items(List.of(items));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.items(this);
        }

        @Override
        public String toString() {
            return "Items[" + items.size() + "]";
        }
    }

    /** An object with its properties in their order. */
    record Fields(Map<String, NodeValue> fields) implements NodeValue {

        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fields(this);
        }

        @Override
        public String toString() {
            return "Fields[" + fields.size() + "]";
        }
    }
}
