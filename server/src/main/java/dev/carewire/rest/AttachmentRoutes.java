package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.http.BodyReceiver;
import dev.carewire.http.ContentDisposition;
import dev.carewire.http.Download;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.messaging.Attachment;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.Upload;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** Attachments of messages. The body of the request or response is the file itself. */
public final class AttachmentRoutes {

    private final MessageAttachments attachments;

    public AttachmentRoutes(MessageAttachments attachments) {
        this.attachments = attachments;
    }

    public List<Route> routes() {
        return List.of(
                Route.postStreaming("/api/threads/{id}/attachments", attachments.maxFileBytes(), this::receive),
                Route.get("/api/attachments/{id}", this::send));
    }

    private BodyReceiver receive(Caller caller, Request request) {
        Upload upload = attachments.beginUpload(
                caller,
                request.pathValue("id"),
                ListQuery.parse(request, query -> query.text("name").orElse("")),
                request.header(HttpHeaderNames.CONTENT_TYPE).orElse(""),
                length(request));
        return new BodyReceiver() {
            @Override
            public void write(ByteBuffer bytes) {
                upload.write(bytes);
            }

            @Override
            public Response finish() {
                return Response.created(StandardJson.attachment(upload.finish()));
            }

            @Override
            public void close() {
                upload.close();
            }
        };
    }

    private static OptionalLong length(Request request) {
        try {
            return request.header(HttpHeaderNames.CONTENT_LENGTH).stream()
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (NumberFormatException malformed) {
            throw RejectedException.invalid("content-length: malformed (expected: bytes)");
        }
    }

    /**
     * The browser saves the file and never shows it as a page of this site, since the uploader controls its content.
     */
    private Response send(Caller caller, Request request) {
        Attachment attachment = attachments.open(caller, request.pathValue("id"));
        return Response.download(new Download(
                        attachment.file().mediaType(), attachment.file().size(), attachment.content()))
                .withHeader(
                        HttpHeaderNames.CONTENT_DISPOSITION,
                        ContentDisposition.attachment(attachment.file().name()))
                .withHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    }
}
