/** Three-way comparison of hub records with what a remote system and the hub last agreed on, and the conflicts it finds. */
package org.archipel.integrations.internal.merge;
