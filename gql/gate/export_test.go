package gate

// Attacks are the requests that must be refused, by name, for tests of the server.
func Attacks() map[string]Request {
	out := map[string]Request{}
	for _, a := range attacks() {
		out[a.name] = a.request
	}
	return out
}
