/** Where the elements that a loss takes together stand in an array. */
package io.lossparity.kernel.layout;
