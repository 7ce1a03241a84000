package org.archipel.connector.zapsign.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.wire.Remote;

/** Sends a PDF to be validated, as a form of several parts (RFC 7578). */
final class PdfUpload {
    private final Remote remote;

    PdfUpload(Remote remote) {
        this.remote = remote;
    }

    JsonNode validate(ObjectNode parameters) {
        byte[] file;
        try {
            file = Base64.getMimeDecoder().decode(parameters.path("base64_pdf").asText());
        } catch (IllegalArgumentException e) {
            throw new ValidationException("/base64_pdf", "is no Base64");
        }
        String boundary = UUID.randomUUID().toString();
        String name = parameters.path("file_name").asText("document.pdf").replaceAll("[\"\\r\\n]", "_");
        ByteArrayOutputStream body = new ByteArrayOutputStream(file.length + 400);
        body.writeBytes(text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/pdf\r\n\r\n"));
        body.writeBytes(file);
        body.writeBytes(text("\r\n--" + boundary + "--\r\n"));
        return remote.ask(
                        "POST",
                        remote.address("/validate-pdf-signature", Map.of()),
                        Map.of("Content-Type", "multipart/form-data; boundary=" + boundary),
                        body.toByteArray())
                .document()
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
