// Package words says what findings come to: for the messages of the rules, and for the picture that people look at. It
// words what others have judged, and judges nothing itself.
package words
