package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.archipel.api.permission.Permission;

/** Body of a change of grants: all that is granted from now on. */
public record GrantsBody(@JsonProperty(required = true) List<Permission> grants) {}
