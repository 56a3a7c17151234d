/** JUnit's XML, which every server for continuous integration reads. */
package io.lossparity.render.junit;
