package ${package};

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.rest.RestResource;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notes by name. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Keeps notes.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@NeedsPermission(resource = "rest", actions = "expose", reason = "To answer requests for notes.")
@NeedsPermission(
        resource = "storage",
        actions = {"read", "write"},
        reason = "To keep the notes.")
@Path("notes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class NotesResource implements RestResource {
    private static final int MOST = 100;

    private final ExtensionContext context;

    @Activate
    public NotesResource(@Reference ExtensionContext context) {
        this.context = context;
    }

    /** A note as it is sent and received. */
    public record Note(String text) {}

    @GET
    public List<String> names() {
        return context.keyValues().keys("", "", MOST);
    }

    @GET
    @Path("{name}")
    public Note get(@PathParam("name") String name) {
        return context.keyValues()
                .get(name)
                .map(JsonNode::asText)
                .map(Note::new)
                .orElseThrow(() -> new NotFoundException("There is no note of that name."));
    }

    @PUT
    @Path("{name}")
    public Note put(@PathParam("name") String name, Note note) {
        if (note == null || note.text() == null || note.text().isBlank()) {
            throw new ValidationException("/text", "a note has a text");
        }
        context.keyValues().put(name, TextNode.valueOf(note.text()));
        return note;
    }
}
