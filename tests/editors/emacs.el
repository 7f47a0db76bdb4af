;;; emacs.el --- editors/emacs in a real Emacs with Eglot, without a screen  -*- lexical-binding: t -*-
;;   emacs -Q --batch -l tests/editors/emacs.el sample.batch      `batchlang' is on the PATH
;; Exit code 0: every check passed.
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa") ; -Q hides Debian's Eglot
(package-initialize)
(defvar folder (file-name-directory load-file-name))
(defvar sources (expand-file-name "../../editors/emacs/" folder))
(setq-default case-fold-search nil)

(when (getenv "SANDBOX")
  (setq-default eglot-workspace-configuration
                `((:batchlang . (:endpointUrl ,(getenv "SANDBOX"))))))

(load (expand-file-name "checks.el" folder) nil t)
(defun face (what)
  "The face of the first place WHAT stands."
  (go what)
  (get-text-property (point) 'face))

;; ---- the file itself: no warnings, and its conventions ----
(require 'checkdoc)
(let ((source (expand-file-name "batchlang-mode.el" sources))
      (target (make-temp-file "batchlang" nil ".elc"))
      (byte-compile-error-on-warn t))
  (setq byte-compile-dest-file-function (lambda (_) target))
  (check "compiles without a warning" (byte-compile-file source))
  (delete-file target)
  (let (said)
    (with-current-buffer (find-file-noselect source)
      (let ((checkdoc-create-error-function
             (lambda (what &rest _) (push what said) nil)))
        (checkdoc-current-buffer t)))
    (check "checkdoc" (null said) said)))

(load (expand-file-name "batchlang-mode.el" sources) nil t)
(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(setq eglot-sync-connect 20 eglot-connect-timeout 20 eglot-confirm-server-initiated-edits nil
      eglot-autoshutdown nil eglot-autoreconnect nil eglot-send-changes-idle-time 0.05 flymake-no-changes-timeout 0.1
      make-backup-files nil create-lockfiles nil)

(defun try-the-mode ()
  (check "mode" (eq major-mode 'batchlang-mode) major-mode)
  (font-lock-ensure)
  (check "colour of a kind" (eq (face "job_queue main") 'font-lock-type-face))
  (check "colour of an attribute" (eq (face "max_vcpus") 'font-lock-variable-name-face))
  (check "colour of AWS's word" (eq (face "SPOT") 'font-lock-constant-face))
  (check "imenu" (assoc "spot-pool" (funcall #'imenu-default-create-index-function)))
  (with-temp-buffer
    (insert "job_queue a {\nx = [\n{ a = '''\n  }\n''' },\n]\n}\n")
    (batchlang-mode)
    (let ((inhibit-message t)) (indent-region (point-min) (point-max)))
    (check "indentation" (equal (text) "job_queue a {\n  x = [\n    { a = '''\n  }\n''' },\n  ]\n}\n") (text))))

(defun completes (name behind added wanted)
  "Check under NAME that WANTED is offered where ADDED was written BEHIND something."
  (let ((before (text)))
    (go behind t)
    (insert added)
    (let* ((found (eglot-completion-at-point))
           (words (all-completions (buffer-substring (nth 0 found) (nth 1 found)) (nth 2 found))))
      (check name (seq-find (lambda (word) (string-match-p (regexp-quote wanted) word)) words) words))
    (erase-buffer)
    (insert before)))

(defun shown (name)
  "The text of the buffer for NAME, once there is one."
  (until (lambda ()
           (let ((buffer (get-buffer (format "*batchlang %s*" name))))
             (and buffer (with-current-buffer buffer (text)))))))

(defun try-the-commands ()
  ;; Batch Emacs is never idle, which is when Eglot tells of changes.
  (eglot--signal-textDocument/didChange)
  (save-window-excursion
    (batchlang-explain "mixed-architectures")
    (check "explain" (string-match-p "one architecture" (shown "explain")))
    (batchlang-graph)
    (check "graph" (string-match-p "everyday" (shown "graph")) (shown "graph"))
    (let ((file (expand-file-name "terraform/main.tf")))
      (batchlang-compile)
      (check "compile" (until (lambda () (equal (buffer-file-name (window-buffer)) file))) (window-buffer))))
  (if (not (getenv "SANDBOX"))
      (message "left out: plan and apply, for the program has no sandbox")
    (save-window-excursion
      (batchlang-plan)
      (check "plan" (string-match-p "^\\+ job_queue.everyday" (shown "plan")) (shown "plan"))
      (check "plan: colours" (with-current-buffer "*batchlang plan*"
                               (font-lock-ensure)
                               (eq (face "+ job_queue.everyday") 'diff-added))))
    (let (asked said)
      (cl-letf (((symbol-function 'completing-read) (lambda (prompt &rest _) (setq asked prompt) "Apply"))
                ((symbol-function 'message) (lambda (format &rest words)
                                              (when format (setq said (apply #'format format words))))))
        (batchlang-apply)
        (until (lambda () (string-match-p "^Done: " (or said "")))))
      (check "apply asks" (string-match-p "Apply to account 123456789012" (or asked "")) asked)
      (check "apply" (string-match-p "^Done: " (or said "")) said))))

(defun try-the-server ()
  (apply #'eglot (eglot--guess-contact))
  (check "attached" (until #'eglot-current-server))
  (flymake-start)
  (until #'flymake-diagnostics)
  (let ((said (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
    (check "squiggle" (seq-find (lambda (one) (string-match-p "spot-poool" one)) said) said))
  (completes "completion of an instance type" "\"m6i\"" ", \"m7i.4x" "m7i.4xlarge")
  (completes "completion of a queue" "runs_on = [main" ", " "urgent")
  (go "max_vcpus")
  (let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover
                                  (eglot--TextDocumentPositionParams)))
         (shown (eglot--hover-info (plist-get answer :contents) (plist-get answer :range))))
    (check "hover" (string-match-p "vcpus" (downcase shown)) shown))
  (go "spot-poool")
  (let ((actions (eglot-code-actions (point) (+ (point) 10) nil nil)))
    (check "code action is offered" (> (length actions) 0))
    (let ((edit (and (> (length actions) 0) (plist-get (elt actions 0) :edit))))
      (when edit (eglot--apply-workspace-edit edit)))
    (check "code action" (holds "[spot-pool]") (text)))
  (go "main {")
  (eglot-rename "everyday")
  (check "rename" (until (lambda () (and (holds "job_queue everyday") (holds "[everyday]")))) (text))
  (eglot-format-buffer)
  (check "format" (holds "  type           = SPOT") (text))
  (try-the-commands)
  ;; By hand: `eglot-shutdown' of that age kills it, whatever it does.
  (let* ((server (eglot-current-server)) (process (jsonrpc--process server)))
    (jsonrpc-request server :shutdown nil)
    (jsonrpc-notify server :exit nil)
    (until (lambda () (not (process-live-p process))))
    (check "the server leaves" (and (eq (process-status process) 'exit)
                                    (zerop (process-exit-status process)))
           (process-status process))))

(condition-case fault
    (let ((file (expand-file-name (car command-line-args-left))))
      (setq command-line-args-left nil)
      (find-file file)
      (try-the-mode)
      (try-the-server))
  (error (check "driver" nil (error-message-string fault))))
(set-buffer-modified-p nil)
(kill-emacs (if (zerop failed) 0 1))
