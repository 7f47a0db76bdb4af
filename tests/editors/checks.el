;;; checks.el --- what the tests in a real Emacs share  -*- lexical-binding: t -*-
(defvar failed 0)

(defun check (name passed &optional detail)
  "Report whether NAME has PASSED, else with DETAIL."
  (unless passed (setq failed (1+ failed)))
  (message "%s %s  %s" (if passed "ok  " "FAIL") name (if passed "" (format "%s" detail))))

(defun until (probe)
  "What PROBE gives, once that is not nil; batch Emacs reads the server only while it waits."
  (let ((end (+ (float-time) 20)) result)
    (while (and (not (setq result (funcall probe))) (< (float-time) end))
      (accept-process-output nil 0.02)
      (sit-for 0.01))
    result))

(defun text () (buffer-substring-no-properties (point-min) (point-max)))
(defun holds (what) (string-match-p (regexp-quote what) (text)))
(defun go (what &optional behind)
  "Put point on WHAT, or BEHIND it."
  (goto-char (point-min))
  (search-forward what)
  (unless behind (goto-char (match-beginning 0))))
