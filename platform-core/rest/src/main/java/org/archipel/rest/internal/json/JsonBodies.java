package org.archipel.rest.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.ext.MessageBodyReader;
import javax.ws.rs.ext.MessageBodyWriter;
import javax.ws.rs.ext.Provider;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.internal.problem.JsonErrors;
import org.archipel.rest.internal.text.JsonText;

/**
 * Reads and writes JSON bodies. An answer is made whole before its first byte goes out, so that a failure while making it still
 * becomes a problem document.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
@Produces({MediaType.APPLICATION_JSON, "application/*+json"})
public final class JsonBodies implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private final ObjectMapper mapper;

    public JsonBodies(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return !isRaw(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        String text = JsonText.decode(body.readAllBytes());
        try {
            List<String> required = RequiredMembers.of(annotations);
            Object value = read(text, mapper.constructType(generic), required);
            if (value == null) {
                throw new ValidationException("The request needs a body.", List.of(new FieldError("", "is required")));
            }
            if (!required.isEmpty()) {
                RequiredMembers.require(required, mapper.readTree(text));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonErrors.toValidation(e);
        }
    }

    private Object read(String text, JavaType target, List<String> required) throws JsonProcessingException {
        try {
            return mapper.readerFor(target).readValue(text);
        } catch (JsonMappingException e) {
            List<FieldError> missing = RequiredMembers.beside(e, mapper.readTree(text), required);
            if (missing.isEmpty()) {
                throw e;
            }
            throw new ValidationException("The request body is not acceptable.", missing);
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return !isRaw(type);
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(bytes(value));
    }

    private byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            return bytesOfHalfCharacters(value);
        }
    }

    /** Data of remote systems may have halves of characters, which UTF-8 cannot tell: question marks stand for them. */
    private byte[] bytesOfHalfCharacters(Object value) {
        try {
            return mapper.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer cannot be written as JSON", e);
        }
    }

    private static boolean isRaw(Class<?> type) {
        return InputStream.class.isAssignableFrom(type)
                || type == byte[].class
                || type == String.class
                || StreamingOutput.class.isAssignableFrom(type)
                || Response.class.isAssignableFrom(type);
    }
}
