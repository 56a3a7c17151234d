/** A badge, as an image and for shields.io. */
package io.lossparity.render.badge;
