package org.archipel.samples.teamnotes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.rest.RestResource;
import org.archipel.sdk.Category;
import org.archipel.sdk.ConsolePanel;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One note for the whole team, read and written by the panel. */
@Extension(
        id = "org.archipel.samples.teamnotes",
        name = "Team notes",
        description = "Keeps a note for the team on the dashboard.",
        category = Category.PRODUCTIVITY,
        publisher = "Archipel samples")
@ConsolePanel(name = "note", title = "Team note", slot = "dashboard")
@NeedsPermission(
        resource = "ui",
        actions = "contribute",
        conditions = @Condition(type = "slots", values = "dashboard"),
        reason = "To show the note on the dashboard.")
@NeedsPermission(
        resource = "rest",
        actions = "expose",
        conditions = @Condition(type = "paths", values = "/note"),
        reason = "To give the panel the note.")
@NeedsPermission(
        resource = "storage",
        actions = {"read", "write"},
        reason = "To keep the note.")
@Path("note")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class NoteResource implements RestResource {
    private static final String KEY = "note";

    private final ExtensionContext context;

    @Activate
    public NoteResource(@Reference ExtensionContext context) {
        this.context = context;
    }

    /** The note as it is sent and received. */
    public record Note(String text) {}

    @GET
    public Note get() {
        return new Note(context.keyValues().get(KEY).map(JsonNode::asText).orElse(""));
    }

    @PUT
    public Note put(Note note) {
        String text = note == null || note.text() == null ? "" : note.text();
        context.keyValues().put(KEY, TextNode.valueOf(text));
        return new Note(text);
    }
}
