package org.archipel.sdk.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;

/** The project's resources, which the build copies beside the classes before it compiles. */
final class Resources {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Filer filer;

    Resources(Filer filer) {
        this.filer = filer;
    }

    String text(String path) throws BadResourceException {
        try {
            return filer.getResource(StandardLocation.CLASS_OUTPUT, "", path)
                    .getCharContent(true)
                    .toString();
        } catch (IOException | IllegalArgumentException e) {
            throw new BadResourceException("there is no file " + path + " among the project's resources");
        }
    }

    ObjectNode object(String path) throws BadResourceException {
        try {
            if (MAPPER.readTree(text(path)) instanceof ObjectNode object) {
                return object;
            }
            throw new BadResourceException(path + " is no JSON object");
        } catch (JsonProcessingException e) {
            throw new BadResourceException(path + " is no JSON: " + e.getOriginalMessage());
        }
    }
}
