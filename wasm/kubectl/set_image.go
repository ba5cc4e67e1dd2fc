package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

func setImageCommand() *command {
	return &command{name: "set image", short: "Update the image of a pod template", run: runSetImage,
		use:   "set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
		flags: slices.Concat(setFlags, []flag{selectorFlag})}
}

// runSetImage models kubectl pkg/cmd/set SetImageOptions.
func runSetImage(p *process) error {
	dry, err := p.output()
	if err != nil {
		return err
	}
	resources, pairs, err := splitPairs(p.flags.args, "image")
	if err != nil {
		return err
	}
	images := map[string]string{}
	for _, pair := range pairs {
		name, image, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("invalid image format: %s", pair)
		}
		images[name] = image
	}
	infos, err := p.setInfos(resources)
	if err != nil {
		return err
	}
	if err := p.checkSetImage(resources, images); err != nil {
		return err
	}
	var errs []error
	return p.setEach(infos, dry, "image", &errs, func(object map[string]any) error {
		spec, err := podSpecOf(object)
		if err != nil {
			return err
		}
		for _, name := range sortedKeys(images) {
			found := false
			for _, c := range append(containersOf(spec, "initContainers"), containersOf(spec, "containers")...) {
				if c["name"] == name || name == "*" {
					c["image"], found = images[name], true
				}
			}
			if !found {
				errs = append(errs, fmt.Errorf("error: unable to find container named %q", name))
			}
		}
		return nil
	})
}

func (p *process) checkSetImage(resources []string, images map[string]string) error {
	var errs []error
	if p.flags.bool("all") && p.flags.string("selector") != "" {
		errs = append(errs, errAllAndSelector)
	}
	if len(resources) == 0 && len(p.flags.strings("filename")) == 0 {
		errs = append(errs, errNoResources)
	}
	if _, every := images["*"]; len(images) == 0 {
		errs = append(errs, errors.New("at least one image update is required"))
	} else if every && len(images) > 1 {
		errs = append(errs, errors.New("all containers are already specified by *, but saw more than one container_name=container_image pairs"))
	}
	return join(errs)
}
