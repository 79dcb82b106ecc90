# Installs Debian packages that are missing, telling what and why. Sourced by Examples/run and Tests/run.

# install_missing WHY PACKAGE...
install_missing() {
  local why=$1 package missing=()
  shift
  command -v dpkg-query >/dev/null || {
    echo "This is no Debian system: please install what corresponds to $* yourself ($why)." >&2
    return 0
  }
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0

  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "Missing: ${missing[*]} ($why). As root: apt-get install ${missing[*]}" >&2
      return 1
    }
    root=(sudo)
  fi
  echo "Installing ${missing[*]}: $why."
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y)
  # The list of packages may be old or not there at all: fetch it once.
  "${apt[@]}" update >/dev/null || echo "The list of packages could not be fetched; trying with the one that is there." >&2
  "${apt[@]}" install --no-install-recommends "${missing[@]}"
}

install_sdl() {
  install_missing "SDL2 gives the window, pictures, letters and sound; libsndfile and libsamplerate decode music" \
    libsdl2-dev libsdl2-image-dev libsdl2-ttf-dev libsdl2-mixer-dev libsndfile1-dev libsamplerate0-dev
}

require_swift() {
  command -v swift >/dev/null || {
    echo "There is no Swift toolchain on this machine's PATH: install Swift 6.2 or later from https://swift.org/install" >&2
    exit 69
  }
}
