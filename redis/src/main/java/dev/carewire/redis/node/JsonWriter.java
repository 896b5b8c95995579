package dev.carewire.redis.node;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes values as {@code JSON.stringify} does. One thread. */
final class JsonWriter implements NodeValue.Visitor<StringBuilder> {

    private static final DateTimeFormatter ISO_MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** JavaScript writes numbers of this size or more with an exponent. */
    private static final double EXPONENT_FROM = 1e21;

    private static final double EXPONENT_BELOW = 1e-6;

    private final BiConsumer<NodeValue.Bytes, StringBuilder> bytesForm;
    private StringBuilder json = new StringBuilder();

    private JsonWriter(BiConsumer<NodeValue.Bytes, StringBuilder> bytesForm) {
        this.bytesForm = bytesForm;
    }

    /** Writes bytes as the JSON form of Node's {@code Buffer}. */
    static JsonWriter plain() {
        return new JsonWriter(JsonWriter::buffer);
    }

    /** Adds bytes to the attachments and writes Socket.IO's placeholder for them. */
    static JsonWriter withAttachments(List<NodeValue.Bytes> attachments) {
        return new JsonWriter((bytes, json) -> {
            json.append("{\"_placeholder\":true,\"num\":")
                    .append(attachments.size())
                    .append('}');
            attachments.add(bytes);
        });
    }

    /** The JSON text of a value. */
    String write(NodeValue value) {
        json = new StringBuilder();
        return value.accept(this).toString();
    }

    /** JavaScript's text of a number, except for the form of exponents. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        String shortest = NumberOutput.toString(value, true);
        double size = Math.abs(value);
        boolean exponent = size >= EXPONENT_FROM || (size != 0 && size < EXPONENT_BELOW);
        return exponent
                ? shortest
                : new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }

    private static void buffer(NodeValue.Bytes bytes, StringBuilder json) {
        json.append("{\"type\":\"Buffer\",\"data\":[");
        String separator = "";
        for (byte each : bytes.toArray()) {
            json.append(separator).append(Byte.toUnsignedInt(each));
            separator = ",";
        }
        json.append("]}");
    }

    @Override
    public StringBuilder nothing(NodeValue.Nothing value) {
        return json.append("null");
    }

    @Override
    public StringBuilder truth(NodeValue.Truth value) {
        return json.append(value.value());
    }

    @Override
    public StringBuilder number(NodeValue.Num value) {
        return json.append(number(value.value()));
    }

    @Override
    public StringBuilder text(NodeValue.Text value) {
        return quoted(value.value());
    }

    @Override
    public StringBuilder bytes(NodeValue.Bytes value) {
        bytesForm.accept(value, json);
        return json;
    }

    @Override
    public StringBuilder moment(NodeValue.Moment value) {
        return quoted(ISO_MILLISECONDS.format(value.value()));
    }

    @Override
    public StringBuilder items(NodeValue.Items value) {
        json.append('[');
        String separator = "";
        for (NodeValue item : value.items()) {
            json.append(separator);
            item.accept(this);
            separator = ",";
        }
        return json.append(']');
    }

    @Override
    public StringBuilder fields(NodeValue.Fields value) {
        json.append('{');
        String separator = "";
        for (Map.Entry<String, NodeValue> field : value.fields().entrySet()) {
            json.append(separator);
            quoted(field.getKey()).append(':');
            field.getValue().accept(this);
            separator = ",";
        }
        return json.append('}');
    }

    private StringBuilder quoted(String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"');
    }
}
