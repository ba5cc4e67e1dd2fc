// Package image is the catalogue of container images: what each listens on and
// what it answers, without the image itself.
//
// It promises that an image reference is read as Docker reads it (registry
// host, path, tag, digest), that equal containers listen on equal ports, and
// that a container's ports come from its image, never from containerPort, for
// every image in the catalogue.
//
// # Differences from upstream
//
//   - A registry has every name and every tag. Only names under svclab.invalid/
//     cannot be pulled.
//   - An image that is not in the catalogue behaves as a web app that listens
//     on the containerPorts that its container declares.
//   - A web app answers every request with one line, the name of its Pod, but
//     for agnhost's /clientip and whoami's /api, which tell the client's address.
//   - agnhost without arguments runs netexec; upstream's default is pause.
//   - Programs log a few of the lines that they start with. An image that is not
//     in the catalogue logs requests as nginx does.
//   - Of a container's command and arguments only the program's name and the
//     flag that sets its port are looked at. A container of the catalogue that
//     is told to run another program listens on nothing.
package image
