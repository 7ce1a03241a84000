package org.archipel.marketplace.internal.rest;

import java.util.List;
import org.archipel.api.permission.Permission;

/** Body of a change of grants: all that is granted from now on. */
public record GrantsBody(List<Permission> grants) {}
