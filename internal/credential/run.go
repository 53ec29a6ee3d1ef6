package credential

// class says which part of the base64 alphabet (RFC 4648, section 4) a byte belongs to.
type class uint8

const (
	other class = iota // not in the alphabet
	upper
	lower
	digit
	symbol // '+' and '/'
)

var classes = [256]class{
	'+': symbol, '/': symbol,
	'0': digit, '1': digit, '2': digit, '3': digit, '4': digit, '5': digit, '6': digit, '7': digit, '8': digit, '9': digit,
	'A': upper, 'B': upper, 'C': upper, 'D': upper, 'E': upper, 'F': upper, 'G': upper, 'H': upper, 'I': upper,
	'J': upper, 'K': upper, 'L': upper, 'M': upper, 'N': upper, 'O': upper, 'P': upper, 'Q': upper, 'R': upper,
	'S': upper, 'T': upper, 'U': upper, 'V': upper, 'W': upper, 'X': upper, 'Y': upper, 'Z': upper,
	'a': lower, 'b': lower, 'c': lower, 'd': lower, 'e': lower, 'f': lower, 'g': lower, 'h': lower, 'i': lower,
	'j': lower, 'k': lower, 'l': lower, 'm': lower, 'n': lower, 'o': lower, 'p': lower, 'q': lower, 'r': lower,
	's': lower, 't': lower, 'u': lower, 'v': lower, 'w': lower, 'x': lower, 'y': lower, 'z': lower,
}

// minRun is the length of the shortest credential, an access key ID. Every credential, encoded or not, is a run of at
// least so many characters of the base64 alphabet, or begins with one: this is what makes searching cheap, because
// ordinary text has few such runs.
const minRun = keyIDLength

// nextRun returns the first run s[start:end] of at least minRun characters of the base64 alphabet at or after from,
// which must not lie inside a run.
//
// It looks at a window of minRun bytes from its right end: a byte outside the alphabet moves the window past that byte,
// so most bytes are never read. (The idea is that of Boyer and Moore's string search.)
func nextRun[T string | []byte](s T, from int) (start, end int, ok bool) {
	start = from
	known := from // s[start:known] is in the alphabet
	for last := start + minRun - 1; last < len(s); last = start + minRun - 1 {
		i := last
		for i >= known && classes[s[i]] != other {
			i--
		}
		if i >= known {
			start, known = i+1, last+1
			continue
		}
		end = last + 1
		for end < len(s) && classes[s[end]] != other {
			end++
		}
		return start, end, true
	}
	return len(s), len(s), false
}

// unescaped returns where the run s[start:end] begins if s is source text: the n of "\nAKIA..." belongs to the escape
// sequence before the run.
func unescaped[T string | []byte](s T, start int) int {
	if start > 0 && s[start-1] == '\\' && start < len(s) {
		switch s[start] {
		case 'n', 'r', 't':
			return start + 1
		}
	}
	return start
}
