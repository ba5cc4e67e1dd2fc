package shell

import "strings"

// echo prints its arguments.
func echo(p *process) int {
	args := p.args[1:]
	newline, read := true, false
	for len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' && strings.Trim(args[0][1:], "neE") == "" {
		for _, letter := range args[0][1:] {
			switch letter {
			case 'n':
				newline = false
			case 'e':
				read = true
			case 'E':
				read = false
			}
		}
		args = args[1:]
	}
	text := strings.Join(args, " ")
	if read {
		var stopped bool
		text, stopped = escapes{octalZero: true, stop: true}.read(text)
		newline = newline && !stopped
	}
	if newline {
		text += "\n"
	}
	p.out(text)
	return 0
}

// yes prints a line until nobody reads it any more.
func yes(p *process) int {
	line := "y\n"
	if len(p.args) > 1 {
		line = strings.Join(p.args[1:], " ") + "\n"
	}
	for {
		p.out(line)
	}
}

// clearScreen sends what a terminal takes for an order to clear itself.
func clearScreen(p *process) int {
	p.out("\x1b[H\x1b[2J\x1b[3J")
	return 0
}
